"""Minutes 会议纪要: written together while the meeting runs, countersigned, issued, signed for, corrected."""
