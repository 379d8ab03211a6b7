"""rx.App and one add_page line per screen: the table of contents."""

import os

import reflex as rx

from app.accounts.page import access_screen, account_screen, invite_screen, login_screen, people_screen
from app.accounts.state.access import AccessState
from app.accounts.state.account import AccountState
from app.accounts.state.people import PeopleState
from app.desk.page import desk_screen
from app.desk.state import DeskState
from app.directory.page import search_screen
from app.events.page import (
    door_screen,
    event_screen,
    events_desk_screen,
    events_screen,
    manage_screen,
    settings_screen,
    tablet_screen,
    wall_screen,
)
from app.events.state.desk import EventsDeskState
from app.events.state.event import EventState
from app.events.state.manage import ManageState
from app.events.state.public import EventsState
from app.events.state.settings import EventSettingsState
from app.events.state.tablet import TabletState
from app.feedback.page import answers_screen, feedback_screen
from app.feedback.state import AnswersState
from app.health.page.clients import health_clients_screen
from app.health.page.consent import consent_screen
from app.health.page.desk import health_desk_screen
from app.health.page.home import health_screen
from app.health.page.lounge import lounge_screen as health_lounge_screen
from app.health.page.measure import measure_screen
from app.health.page.own import own_screen
from app.health.page.settings import health_settings_screen
from app.health.page.shared import shared_screen
from app.health.page.shares import shares_screen
from app.health.page.trends import trends_screen
from app.health.state.clients import HealthClientsState
from app.health.state.consent import ConsentState
from app.health.state.desk import HealthDeskState
from app.health.state.home import HealthHomeState
from app.health.state.own import OwnState
from app.health.state.settings import HealthSettingsState
from app.health.state.shared import SharedState
from app.health.state.shares import SharesState
from app.health.state.trends import TrendsState
from app.households.page.duplicates import DuplicatesState, duplicates_screen
from app.households.page.home import home_screen
from app.households.page.roster import roster_screen
from app.households.state.card import HomeState
from app.lounge.page import hours_screen, lounge
from app.lounge.state.home import LoungeState
from app.lounge.state.hours import HoursState
from app.offline import phone
from app.offline.page import sync_screen
from app.passes.page.desk import passes_screen
from app.passes.state.desk import PassesState
from app.shared.gallery import gallery
from app.shared.guard import judge_sockets
from app.shared.handlers import unexpected
from app.shared.head import head
from app.shared.wraps import app_wraps, lost, opening
from app.tidy.daily import tidy_daily
from app.visits.page import household_screen, round_screen, saved_screen, slip_screen, visit_screen
from app.visits.page.coverage import coverage_screen
from app.visits.page.intervals import intervals_screen
from app.visits.page.needs import needs_screen
from app.visits.page.phones import phones_screen
from app.visits.state.coverage import CoverageState
from app.visits.state.intervals import VisitRulesState
from app.visits.state.needs import NeedsState
from app.visits.state.phones import PhonesState
from app.volunteers.page import about_screen, board_screen, mine_screen, shifts_screen
from app.volunteers.page import people_screen as volunteers_screen
from app.volunteers.page.hours import hours_desk_screen
from app.volunteers.page.places import places_screen
from app.volunteers.page.posts import posts_screen
from app.volunteers.page.settings import volunteer_settings_screen
from app.volunteers.state.about import AboutState
from app.volunteers.state.desk import VolunteersDeskState
from app.volunteers.state.hours import HoursDeskState
from app.volunteers.state.mine import MineState
from app.volunteers.state.people import VolunteerPeopleState
from app.volunteers.state.places import PlacesState
from app.volunteers.state.posts import PostsState
from app.volunteers.state.settings import VolunteerSettingsState
from app.volunteers.state.shifts import ShiftsState
from app.web import web

app = rx.App(
    html_lang="zh-CN",
    api_transformer=web,
    stylesheets=["/linju.css"],
    head_components=head(),
    app_wraps=app_wraps() | phone.app_wraps(),
    toaster=None,
    hydrate_fallback=opening(),
    backend_exception_handler=unexpected,
)
judge_sockets(app)
app.register_lifespan_task(tidy_daily)
app.add_page(lounge, route="/", title="邻聚公共客厅", on_load=LoungeState.load)
app.add_page(hours_screen, route="/admin/lounge", title="客厅开放时间 · 邻聚", on_load=HoursState.load)
app.add_page(events_screen, route="/events", title="活动 · 邻聚", on_load=EventsState.load)
app.add_page(event_screen, route="/events/[id]", title="活动 · 邻聚", on_load=EventState.load)
app.add_page(events_desk_screen, route="/admin/events", title="活动 · 邻聚", on_load=EventsDeskState.load)
app.add_page(manage_screen, route="/admin/events/[id]", title="活动 · 邻聚", on_load=ManageState.load)
app.add_page(settings_screen, route="/admin/event-settings", title="签到设定 · 邻聚", on_load=EventSettingsState.load)
app.add_page(tablet_screen, route="/tablet/[event]", title="平板签到 · 邻聚", on_load=TabletState.load)
app.add_page(passes_screen, route="/admin/passes", title="居民码 · 邻聚", on_load=PassesState.load)
app.add_page(health_screen, route="/health", title="健康自检 · 邻聚", on_load=HealthHomeState.load)
app.add_page(consent_screen, route="/health/consent", title="同意书 · 邻聚", on_load=ConsentState.load)
app.add_page(trends_screen, route="/health/trends", title="变化图 · 邻聚", on_load=TrendsState.load)
app.add_page(own_screen, route="/health/own", title="我的健康数据 · 邻聚", on_load=OwnState.load)
app.add_page(shares_screen, route="/health/shares", title="给谁看 · 邻聚", on_load=SharesState.load)
app.add_page(shared_screen, route="/health/shared", title="给我看的 · 邻聚", on_load=SharedState.load)
app.add_page(health_desk_screen, route="/admin/health", title="健康关心 · 邻聚", on_load=HealthDeskState.load)
app.add_page(
    health_settings_screen, route="/admin/health/settings", title="健康自检的设定 · 邻聚",
    on_load=HealthSettingsState.load,
)  # fmt: skip
app.add_page(
    health_clients_screen, route="/admin/health/clients", title="卫生中心的系统 · 邻聚",
    on_load=HealthClientsState.load,
)  # fmt: skip
app.add_page(measure_screen, route="/health/measure", title="量一量 · 邻聚")
app.add_page(health_lounge_screen, route="/health/lounge", title="健康自检 · 邻聚")
app.add_page(wall_screen, route="/wall/[event]", title="签到 · 邻聚")
app.add_page(lost, route="404", title="没有这一页 · 邻聚")
app.add_page(sync_screen, route="/sync", title="同步中心 · 邻聚")
app.add_page(login_screen, route="/login", title="登录 · 邻聚")
app.add_page(invite_screen, route="/invite", title="加入邻聚")
app.add_page(account_screen, route="/account", title="我的账号 · 邻聚", on_load=AccountState.load)
app.add_page(people_screen, route="/admin/people", title="账号 · 邻聚", on_load=PeopleState.load)
app.add_page(access_screen, route="/admin/access", title="访问记录 · 邻聚", on_load=AccessState.load)
app.add_page(desk_screen, route="/admin", title="工作台 · 邻聚", on_load=DeskState.load)
app.add_page(feedback_screen, route="/feedback", title="投诉建议 · 邻聚")
app.add_page(answers_screen, route="/admin/feedback", title="答复意见 · 邻聚", on_load=AnswersState.load)
app.add_page(search_screen, route="/search", title="查找 · 邻聚")
app.add_page(roster_screen, route="/admin/roster", title="名册 · 邻聚")
app.add_page(duplicates_screen, route="/admin/duplicates", title="可能重复 · 邻聚", on_load=DuplicatesState.load)
app.add_page(home_screen, route="/admin/households/[id]", title="住户 · 邻聚", on_load=HomeState.load)
app.add_page(round_screen, route="/round", title="今日走访 · 邻聚")
app.add_page(door_screen, route="/door", title="签到 · 邻聚")
app.add_page(household_screen, route="/households/[id]", title="户卡 · 邻聚")
app.add_page(visit_screen, route="/visit", title="登记走访 · 邻聚")
app.add_page(saved_screen, route="/saved", title="已登记 · 邻聚")
app.add_page(slip_screen, route="/slip", title="便条 · 邻聚")
app.add_page(coverage_screen, route="/admin/coverage", title="概况 · 邻聚", on_load=CoverageState.load)
app.add_page(intervals_screen, route="/admin/visits", title="走访间隔 · 邻聚", on_load=VisitRulesState.load)
app.add_page(phones_screen, route="/admin/phones", title="手机 · 邻聚", on_load=PhonesState.load)
app.add_page(needs_screen, route="/admin/needs", title="诉求和更正 · 邻聚", on_load=NeedsState.load)
app.add_page(mine_screen, route="/volunteer", title="志愿者 · 邻聚", on_load=MineState.load)
app.add_page(hours_desk_screen, route="/admin/volunteers/hours", title="志愿时长 · 邻聚", on_load=HoursDeskState.load)
app.add_page(board_screen, route="/admin/volunteers", title="志愿者排班 · 邻聚", on_load=VolunteersDeskState.load)
app.add_page(
    volunteers_screen, route="/admin/volunteers/people", title="志愿者名单 · 邻聚", on_load=VolunteerPeopleState.load
)
app.add_page(places_screen, route="/admin/volunteers/places", title="楼栋远近 · 邻聚", on_load=PlacesState.load)
app.add_page(posts_screen, route="/admin/volunteers/posts", title="岗位和周表 · 邻聚", on_load=PostsState.load)
app.add_page(
    volunteer_settings_screen, route="/admin/volunteers/settings", title="志愿者设定 · 邻聚",
    on_load=VolunteerSettingsState.load,
)  # fmt: skip
app.add_page(about_screen, route="/volunteer/me", title="我的情况 · 邻聚", on_load=AboutState.load)
app.add_page(shifts_screen, route="/volunteer/shifts", title="可以报的班 · 邻聚", on_load=ShiftsState.load)
if "LINJU_KIT" in os.environ:  # every piece on one screen, for tests and for the eye
    app.add_page(gallery, route="/kit", title="kit")
