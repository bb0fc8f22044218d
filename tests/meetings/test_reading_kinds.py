"""Minutes of organisations that have nothing in common, invented for the purpose: what each says is found."""

from datetime import date

from meetings.reading import ReadMeeting, read_minutes

PROTOKOLL = """Protokoll / Record of the Works Council and Facility Board Meeting

Date: 14.03.2025, 09:30–11:15
Place: Rathaus, Room 2.14
Chair: Dr. Sabine Keller
Keeper of the minutes: Jonas Weber
Participants: Dr. Sabine Keller (Head of Building Services), Jonas Weber, Miriam Schäfer, Thomas Okafor
Excused: Peter Lindqvist
Distribution: participants, archive

TOP 1: Approval of the last record
The record of 14.02.2025 is approved without changes.

TOP 2: Heating in the east wing
Ms Schäfer reports that two boilers are out of order. The board discusses repair against replacement.
Resolution: Both boilers are replaced before the heating season. (Votes: 3 yes, 0 no, 1 abstention)
Task: Obtain three offers – Schäfer – by 28.03.2025

TOP 3: Bicycle parking
Mr Okafor presents the sketch.
Task: Agree the location with the fire brigade – Okafor – by 11.04.2025

TOP 4: Any other business
None.

Next meeting: 11.04.2025, 09:30
"""

DISTRICT = """临江区人民政府专题会议纪要
〔2025〕第18期

临江区人民政府办公室                    2025年4月21日

关于老旧小区加装电梯工作的专题会议纪要

2025年4月18日上午，副区长周建国在区政府三楼会议室主持召开专题会议，研究老旧小区加装电梯有关工作。现将会议议定事项纪要如下：

会议听取了区住建局关于加装电梯进展情况的汇报。会议认为，加装电梯是重要的民生实事。

会议议定：
一、关于资金保障。由区财政局牵头，于4月30日前落实首批补助资金2000万元，区住建局配合。
二、关于审批流程。区行政审批局负责优化联合审查流程，5月15日前实现一窗受理。
三、关于管线迁改。由区城管局会同供电、供水企业制定迁改方案，5月底前报区政府。
四、会议同意将幸福里、东湖花园等12个小区列入首批实施名单。

出席：周建国、李敏（区住建局）、王海涛（区财政局）、陈静（区行政审批局）
列席：赵磊（供电公司）、孙丽
请假：刘洋

记录：孙丽
"""

COMMUNITY = """朝阳里社区居民委员会会议记录
时间：2025年5月9日 晚7点
地点：社区活动室
主持：张桂兰（居委会主任）
记录：小李
参加人：张桂兰、李志强、王秀英、赵大爷、物业刘经理
缺席：陈师傅（请假）

1、楼道堆物
王秀英反映3号楼楼道堆放杂物，有安全隐患。
大家讨论后决定：先贴通知，一周后统一清理。
刘经理负责贴通知，5月12日前完成。
2、广场舞噪音
李志强说晚上九点以后还有音乐。
决定：晚上8点半以后不放音响。由张桂兰和舞蹈队沟通。
3、端午活动
初步定在5月31日包粽子，赵大爷负责联系食材，下次会议前报预算。
散会：8点20分
"""

BOARD = """MINUTES OF THE MEETING OF THE BOARD OF DIRECTORS
OF HARBOR LIGHT FOUNDATION, INC.

A regular meeting of the Board of Directors was held on Tuesday, January 21, 2025, at 5:30 p.m. at 40 Dock Street.

Directors present: Eleanor Voss (Chair), Marcus Bell, Priya Raman, and Gordon Ames
Directors absent: Lucia Fontana
Also present: Daniel Cho, Executive Director; Beth Irwin, Counsel

1. CALL TO ORDER
Ms. Voss called the meeting to order at 5:34 p.m. and noted that a quorum was present.

2. APPROVAL OF MINUTES
Upon motion by Mr. Bell, seconded by Ms. Raman, the minutes of the November meeting were approved unanimously.

3. FINANCIAL REPORT
Mr. Ames reviewed the year-end statements. RESOLVED, that the Board accepts the 2024 financial statements as presented.
Mr. Cho was directed to circulate the audit timetable by February 7, 2025.

4. SHELTER EXPANSION
The Board discussed the proposed lease.
Upon motion by Ms. Raman, seconded by Mr. Ames, it was resolved to enter into the lease for 12 Quay Road.
Ms. Irwin will review the lease terms and report back at the February meeting.

5. ADJOURNMENT
There being no further business, the meeting adjourned at 6:50 p.m.

Respectfully submitted,
Priya Raman, Secretary
"""

STANDUP = """Platform standup 2025-06-03

- Ana
  - done: payment retries merged
  - today: dashboards
  - blocked by missing staging creds
- Kofi
  - done: upgraded Redis
  - today: load test
- Mei (remote)
  - today: on-call handover

Out: Lars (sick)

Action items
- [ ] Kofi: get staging creds for Ana by Wednesday
- [ ] @mei write the handover note
- [x] Ana to delete the old queue

Decided: we freeze deploys on Friday.
"""

FORM = """| Project steering committee | |
|---|---|
| Meeting no. | 7 |
| Date / time | 3 September 2025, 14:00–15:30 |
| Venue | Teams |
| Chairperson | Nomsa Dlamini |
| Minute taker | Piet van Wyk |
| Attendees | Nomsa Dlamini, Piet van Wyk, Aisha Khan, Tom Burke |
| Apologies | Sipho Nkosi |

| No. | Item | Discussion / decision | Responsible | Deadline |
|---|---|---|---|---|
| 1 | Budget | Overspend of 4 % noted. Submit revised forecast to treasury | Aisha Khan | 12 Sept 2025 |
| 2 | Site handover | Handover moved to October. Confirm the new date with the contractor | Tom Burke | 15/09/2025 |
| 3 | Risk register | No change | | |
| 4 | Communications | Draft a notice for residents | Piet van Wyk | 2025-09-19 |
"""


def one(text: str) -> ReadMeeting:
    (meeting,) = read_minutes(text)
    return meeting


def names(people) -> list[str]:
    return [person.name for person in people]


def actions(meeting: ReadMeeting) -> list[tuple]:
    return [(action.text, action.owners, action.due) for action in meeting.actions]


def test_a_record_by_numbered_points_names_its_keeper_and_who_does_what_between_dashes():
    meeting = one(PROTOKOLL)
    assert (meeting.date, meeting.place) == (date(2025, 3, 14), "Rathaus, Room 2.14")
    assert names(meeting.chair) + names(meeting.secretary) == ["Sabine Keller", "Jonas Weber"]
    assert names(meeting.absent) == ["Peter Lindqvist"]
    assert [item.title for item in meeting.items][1:3] == ["Heating in the east wing", "Bicycle parking"]
    assert actions(meeting) == [
        ("Obtain three offers by 28.03.2025", ["Miriam Schäfer"], date(2025, 3, 28)),
        ("Agree the location with the fire brigade by 11.04.2025", ["Thomas Okafor"], date(2025, 4, 11)),
    ]
    assert [decision.item for decision in meeting.decisions] == [1]


def test_an_official_letter_was_held_when_its_sentence_says_and_puts_units_in_charge():
    meeting = one(DISTRICT)
    assert (meeting.date, meeting.place) == (date(2025, 4, 18), "区政府三楼会议室")
    assert names(meeting.chair) == ["周建国"]
    assert names(meeting.present) == ["周建国", "李敏", "王海涛", "陈静"]
    assert names(meeting.guests) == ["赵磊", "孙丽"]
    assert names(meeting.absent) == ["刘洋"]
    assert len(meeting.decisions) == 4
    assert [(action.owners, action.due) for action in meeting.actions] == [
        (["区财政局"], date(2025, 4, 30)),
        (["区行政审批局"], date(2025, 5, 15)),
        (["区城管局"], date(2025, 5, 31)),
    ]


def test_a_plain_record_of_a_neighbourhood_gives_what_was_settled_after_talking():
    meeting = one(COMMUNITY)
    assert names(meeting.chair) == ["张桂兰"]
    assert [item.title for item in meeting.items] == ["楼道堆物", "广场舞噪音", "端午活动"]
    assert [decision.text for decision in meeting.decisions] == [
        "先贴通知，一周后统一清理。",
        "晚上8点半以后不放音响。由张桂兰和舞蹈队沟通。",
    ]
    assert [action.owners for action in meeting.actions] == [["刘经理"], ["张桂兰"], ["赵大爷"]]


def test_a_boards_minutes_resolve_and_direct_whole_sentences():
    meeting = one(BOARD)
    assert names(meeting.chair) == ["Eleanor Voss"]
    assert names(meeting.present) == ["Eleanor Voss", "Marcus Bell", "Priya Raman", "Gordon Ames"]
    assert [decision.text.split()[0] for decision in meeting.decisions] == ["Upon", "RESOLVED,", "Upon"]
    assert [(action.owners, action.due, action.item) for action in meeting.actions] == [
        (["Daniel Cho"], date(2025, 2, 7), 2),
        (["Beth Irwin"], None, 3),
    ]


def test_a_stand_up_in_bullets_says_who_is_out_what_was_decided_and_what_is_open():
    meeting = one(STANDUP)
    assert names(meeting.absent) == ["Lars"]
    assert [decision.text for decision in meeting.decisions] == ["we freeze deploys on Friday."]
    assert [(action.owners, action.status) for action in meeting.actions[1:]] == [
        (["mei"], "open"),
        (["Ana"], "closed"),
    ]
    assert meeting.actions[0].due == date(2025, 6, 4)


def test_a_form_with_one_table_takes_what_is_to_be_done_not_what_it_is_about():
    meeting = one(FORM)
    assert names(meeting.present) == ["Nomsa Dlamini", "Piet van Wyk", "Aisha Khan", "Tom Burke"]
    assert [(text.split()[-1], owners, due) for text, owners, due in actions(meeting)] == [
        ("treasury", ["Aisha Khan"], date(2025, 9, 12)),
        ("contractor", ["Tom Burke"], date(2025, 9, 15)),
        ("residents", ["Piet van Wyk"], date(2025, 9, 19)),
    ]
