"""Minutes written the way other organisations write them are read into the same plain records."""

from datetime import date, time

from meetings.reading import ReadMeeting, read_minutes, read_register


def one(text: str, **options) -> ReadMeeting:
    (meeting,) = read_minutes(text, **options)
    return meeting


def names(people) -> list[str]:
    return [person.name for person in people]


OFFICIAL = """
                    会 议 纪 要
              〔2024〕第12号

时间：2024年3月15日（星期五）下午2:30
地点：市政府第二会议室
主持人：局长张建国
出席：副局长李梅、王志强，办公室主任赵敏，规划处处长孙伟，技术处 周涛、吴静
列席：市财政局 郑晓明，市审计局 冯丽
请假：刘洋（出差）、陈晨
记录：何芳

    一、关于数据共享平台建设进度
    会议听取了技术处的汇报。会议认为，总体进展顺利。
    会议议定：
    （一）由技术处牵头，于4月30日前完成全部部门接入。责任人：周涛，完成时间：2024年4月30日
    （二）规划处负责修订数据目录，5月15日前报办公室。（责任人：孙伟）

    二、关于年度预算调整
    会议原则同意预算调整方案。请赵敏会同市财政局落实资金，下周五前反馈。

抄送：市政府办公室、市财政局
"""


def test_an_official_chinese_record_gives_its_people_with_their_posts():
    meeting = one(OFFICIAL)
    assert (meeting.date, meeting.start, meeting.language) == (date(2024, 3, 15), time(14, 30), "zh")
    assert names(meeting.chair) == ["张建国"]
    assert names(meeting.secretary) == ["何芳"]
    assert names(meeting.present) == ["李梅", "王志强", "赵敏", "孙伟", "周涛", "吴静", "张建国"]
    assert meeting.present[2].affiliation == "办公室主任"
    assert names(meeting.guests) == ["郑晓明", "冯丽"]
    assert names(meeting.absent) == ["刘洋", "陈晨"]
    assert meeting.place == "市政府第二会议室"


def test_resolved_matters_of_an_official_record_become_actions_with_owner_and_due_date():
    meeting = one(OFFICIAL)
    assert [item.title for item in meeting.items] == ["关于数据共享平台建设进度", "关于年度预算调整"]
    found = [(action.owners, action.due, action.item) for action in meeting.actions]
    assert found == [
        (["周涛"], date(2024, 4, 30), 0),
        (["孙伟"], date(2024, 5, 15), 0),
        (["赵敏"], date(2024, 3, 22), 1),
    ]
    assert len(meeting.decisions) == 3


CORPORATE = """ACME Corp – Product Steering Committee
Minutes of Meeting

Date: Tuesday, 12 March 2024
Time: 14:00 – 15:30 GMT
Location: Boardroom 2 / Teams
Chair: Sarah Connor
Minutes taken by: Tom Reed

Present: Sarah Connor (Chair), John Smith, Priya Patel, Wei Zhang, Tom Reed
Apologies: Anna Kowalski, Luis García
In attendance: Mark Twain (Finance)

1. Apologies for absence
Apologies were received from Anna Kowalski and Luis García.

2. Matters arising
Action 2.1 – John Smith to circulate the supplier shortlist. CLOSED.

3. Budget Q2
Priya presented the Q2 forecast. The committee agreed to release £40k for the pilot.
ACTION: Priya Patel to update the forecast by 22 March 2024.

4. Hiring plan
Discussion was deferred to the next meeting.
ACTION: John Smith and Wei Zhang to draft job descriptions by Friday.

5. Any other business
None.
"""


def test_english_corporate_minutes_give_head_people_and_numbered_items():
    meeting = one(CORPORATE)
    assert meeting.title == "ACME Corp – Product Steering Committee"
    assert (meeting.date, meeting.start, meeting.end, meeting.zone) == (
        date(2024, 3, 12),
        time(14),
        time(15, 30),
        "GMT",
    )
    assert names(meeting.present) == ["Sarah Connor", "John Smith", "Priya Patel", "Wei Zhang", "Tom Reed"]
    assert names(meeting.absent) == ["Anna Kowalski", "Luis García"]
    assert [(p.name, p.affiliation) for p in meeting.guests] == [("Mark Twain", "Finance")]
    assert [item.title for item in meeting.items] == [
        "Apologies for absence",
        "Matters arising",
        "Budget Q2",
        "Hiring plan",
        "Any other business",
    ]
    assert meeting.items[3].outcome == "deferred"


def test_english_corporate_actions_keep_owners_due_dates_and_what_was_carried_over():
    actions = one(CORPORATE).actions
    assert [(a.owners, a.due, a.status, a.carried_over) for a in actions] == [
        (["John Smith"], None, "closed", True),
        (["Priya Patel"], date(2024, 3, 22), "open", False),
        (["John Smith", "Wei Zhang"], date(2024, 3, 15), "open", False),
    ]


SCRIBED = """Web Widgets Working Group Teleconference
14 Feb 2023

Agenda: https://lists.example.org/agenda.html

Attendees
Present: Alice_Jones, bob, Carol Danvers
Regrets: Dave
Chair: Alice_Jones
Scribe: bob

Topic: Issue triage
Carol: suggest closing #42
RESOLUTION: Close issue #42 as won't fix
ACTION: Carol to draft note for issue 17

Topic: Next publication
RESOLVED: Publish the draft on 2023-03-01
ACTION: bob - ping webmaster [due 2023-02-21]
"""


def test_a_scribed_log_gives_topics_resolutions_and_actions():
    meeting = one(SCRIBED)
    assert meeting.date == date(2023, 2, 14)
    assert names(meeting.present) == ["Alice_Jones", "bob", "Carol Danvers"]
    assert names(meeting.absent) == ["Dave"]
    assert [item.title for item in meeting.items] == ["Issue triage", "Next publication"]
    assert [(d.text, d.item) for d in meeting.decisions] == [
        ("Close issue #42 as won't fix", 0),
        ("Publish the draft on 2023-03-01", 1),
    ]
    assert [(a.owners, a.due) for a in meeting.actions] == [
        (["Carol Danvers"], None),
        (["bob"], date(2023, 2, 21)),
    ]


def test_a_working_group_with_headings_and_time_boxes_gives_presenters():
    meeting = one(
        "# Transport WG Minutes\nDate: 2022-11-08, 13:00-15:00 UTC\nChairs: Lucas Pardue, Matt Joras\n"
        "Notetaker: Robin Marx\n\n## Multipath - Quentin De Coninck (30 min)\n* Mirja: keep both?\n"
        "* **Action:** Mirja Kuehl to open issue on path IDs.\n\n"
        "## Load balancing, Martin Duke (20 min)\n* notes\n"
    )
    assert [(i.title, i.presenters) for i in meeting.items] == [
        ("Multipath", ["Quentin De Coninck"]),
        ("Load balancing", ["Martin Duke"]),
    ]
    assert names(meeting.chair) == ["Lucas Pardue", "Matt Joras"]
    assert [a.owners for a in meeting.actions] == [["Mirja Kuehl"]]


def test_check_boxes_mentions_and_decisions_under_headings_are_read():
    meeting = one(
        "**Date:** Jan 5, 2024\n**Attendees:** @alice, @bob, Carla Gómez\n\n### Agenda\n"
        "1. Sprint review\n2. Roadmap\n\n"
        "### Notes\n**Sprint review**\n- Finished 14 of 17 points\n\n### Action items\n"
        "- [ ] @alice to write the postmortem by Jan 12\n- [x] @bob update dashboards\n"
        "- [ ] Carla: contact vendor (due: 2024-01-19)\n\n### Decisions\n- Drop feature X\n"
    )
    assert [item.title for item in meeting.items] == ["Sprint review", "Roadmap"]
    assert [(a.owners, a.due, a.status) for a in meeting.actions] == [
        (["alice"], date(2024, 1, 12), "open"),
        (["bob"], None, "closed"),
        (["Carla Gómez"], date(2024, 1, 19), "open"),
    ]
    assert [d.text for d in meeting.decisions] == ["Drop feature X"]


def test_a_form_of_table_cells_and_an_action_table_are_read():
    meeting = one(
        "# 项目周例会纪要\n\n| 会议主题 | 采购系统上线周例会 |\n|---|---|\n"
        "| 会议时间 | 2024-05-06 09:30-10:30 |\n"
        "| 主持人 | 李雷 |\n| 参会人员 | 李雷、韩梅梅、Jim Green |\n| 缺席人员 | 张三（请假） |\n\n"
        "## 一、会议议题\n1. 上线前检查\n2. 数据迁移方案\n\n## 二、会议内容\n### 1. 上线前检查\n"
        "结论：按计划上线。\n\n"
        "## 三、待办事项\n| 序号 | 事项 | 责任人 | 完成时间 | 状态 |\n|---|---|---|---|---|\n"
        "| 1 | 修复剩余缺陷 | 韩梅梅 | 5月8日 | 进行中 |\n"
        "| 2 | 准备回滚预案 | Jim Green、李雷 | 2024-05-09 | 已完成 |\n"
    )
    assert meeting.title == "采购系统上线周例会"
    assert (meeting.date, meeting.start, meeting.end) == (date(2024, 5, 6), time(9, 30), time(10, 30))
    assert names(meeting.present) == ["李雷", "韩梅梅", "Jim Green"]
    assert names(meeting.absent) == ["张三"]
    assert [item.title for item in meeting.items] == ["上线前检查", "数据迁移方案"]
    assert [(a.text, a.owners, a.due, a.status) for a in meeting.actions] == [
        ("修复剩余缺陷", ["韩梅梅"], date(2024, 5, 8), "open"),
        ("准备回滚预案", ["Jim Green", "李雷"], date(2024, 5, 9), "closed"),
    ]


def test_a_running_document_gives_one_meeting_per_dated_heading():
    first, second = read_minutes(
        "## August 14, 2024 ([recording](https://video.example/x))\n\n**Attendees**:\n"
        "- Jordan Liggitt (Google)\n"
        "- Tim Hockin, Google\n\n**Agenda**:\n- [jordan] Release blockers\n  - AI(tim): review #12345\n\n"
        "## July 31, 2024\n\nAttendees: Jordan Liggitt, Dan Winship\n\nAgenda:\n- [dan] Metrics\n"
    )
    assert (first.date, second.date) == (date(2024, 8, 14), date(2024, 7, 31))
    assert [(p.name, p.affiliation) for p in first.present] == [
        ("Jordan Liggitt", "Google"),
        ("Tim Hockin", "Google"),
    ]
    assert [(i.title, i.presenters) for i in first.items] == [("Release blockers", ["jordan"])]
    assert [a.owners for a in first.actions] == [["Tim Hockin"]]
    assert [i.title for i in second.items] == ["Metrics"]


def test_board_minutes_with_bare_headings_and_officers_are_read():
    meeting = one(
        "BOARD OF DIRECTORS MEETING MINUTES\nRiverside Association\nJanuary 9th, 2024\n\n"
        "Board Members Present: Helen Park, President; Omar Haddad, Treasurer; Pete Novak\n"
        "Board Members Absent: Ruth Stein\n\nApproval of Minutes\n"
        "Motion to approve made by Haddad. Motion carried.\n\n"
        "New Business\na. Summer fair date\nPassed 4-0.\n\nAction Items\n"
        "Haddad - send audited report - Jan 31\n"
        "Novak - collect third bid - Feb 5\n\nAdjournment\nMeeting adjourned at 8:15 PM.\n"
    )
    assert [(p.name, p.affiliation) for p in meeting.present] == [
        ("Helen Park", "President"),
        ("Omar Haddad", "Treasurer"),
        ("Pete Novak", ""),
    ]
    assert names(meeting.absent) == ["Ruth Stein"]
    assert [item.title for item in meeting.items] == ["Approval of Minutes", "Summer fair date"]
    assert [(a.owners, a.due) for a in meeting.actions] == [
        (["Omar Haddad"], date(2024, 1, 31)),
        (["Pete Novak"], date(2024, 2, 5)),
    ]


def test_every_item_decision_and_action_says_which_line_it_stands_on():
    meeting = one(SCRIBED)
    lines = SCRIBED.split("\n")
    assert all(item.title in lines[item.line - 1] for item in meeting.items)
    assert all(decision.text in lines[decision.line - 1] for decision in meeting.decisions)
    assert all("ACTION" in lines[action.line - 1] for action in meeting.actions)
    assert all(person.name in lines[person.line - 1] for person in meeting.present)


def test_a_date_two_witnesses_contradict_is_outvoted_and_doubted():
    meeting = one(
        "Developer Day 2023\nTopics for the meeting on 21st April 2023.\n\n"
        "会议时间：2022年4月21日 13:30-15:30\n",
        name="2023-20230421_minutes.txt",
    )
    assert meeting.date == date(2023, 4, 21)
    assert ("date_differs", "2022-04-21") in [(doubt.kind, doubt.detail) for doubt in meeting.doubts]


def test_an_ambiguous_numeric_date_is_doubted():
    meeting = one("Date: 03/04/2024\nPresent: Ann Lee, Bo Chan\n")
    assert "date_form" in [doubt.kind for doubt in meeting.doubts]


def test_a_register_gives_each_row_its_meeting_owner_and_last_status():
    first, second = read_register(
        "# ActionItems\n| MeetingTime | Items | Owner | Status|\n|--|--|--|--|\n"
        "| 20220706 | 呈现进展 | 刘寿永 |20220706:open 20221026:close |\n"
        "|20221012|形成规范|谢秀奇/田俊|open|\n"
    )
    assert (first.meeting_date, first.owners, first.status) == (date(2022, 7, 6), ["刘寿永"], "closed")
    assert (second.owners, second.status) == (["谢秀奇", "田俊"], "open")


def test_what_can_be_ticked_is_work_even_where_it_begins_like_a_label():
    meeting = one(
        "# Works\n\nDate: 2026-03-02\n\n## Action items\n\n- [ ] Staff: count the lamps\n- [x] Ann: draw\n"
    )
    assert [action.text for action in meeting.actions] == ["Staff: count the lamps", "Ann: draw"]
    assert not meeting.present
