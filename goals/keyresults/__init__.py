"""Key results 关键结果: by what figures a goal is measured, where these come from, and how they are drawn."""
