"""Verbs and queries of volunteers, by topic. Importing this lets volunteers follow merges of the roster.

who         Me, me_of: who acts, a volunteer for themselves or a coordinator
joining     join, join_for, link_person, remember_here, new_code
own         change_details, set_windows, set_languages, add_away, set_wish, set_liking, set_experienced; likings_of,
            homes_of: what they may choose from
leaving     pause, resume, leave, erase, forget_left; licences: end_lost: seats whose licence is over, day by day
profile     profile_of, volunteers_of, partners_of, wishes_of; own_data: everything about one of them, to take along
skills      skills_of, add_skill, set_skill, remove_skill, see_proof, expiring
posts       posts_of, add_post, change_post, set_role, end_post, add_rota_line, end_rota_line
places      places_of, set_position: how far the buildings are from the lounge
rota        make_shifts: a month of shifts out of the weekly rota
shifts      add_shift, add_extra, add_role, change_shift
course      check_shifts, publish_shifts, finish_shift, cancel_shift, mark_no_show
signing     sign_up, leave_line, give_up, accept, decline; line: the waiting line
listed      open_shifts, my_seats; calendar: own_calendar
runs        start_run, launch, cancel_run, run_for, runs_of: the matching, in a process of its own (`runner`)
exporting   export_problem: a month as a file for `linju match`
planning    month_for; problems: problem_of: what the matching looks at
putting     put_plan, clear_drafts, drafts_of: a plan on the board
seating     put_in, take_out, move, set_locked, note_call: a coordinator's hand; moving: seats_instead
why         why_seat, replacements: why her, why not him, why nobody, who comes next
board       board, board_shift: a week with every seat
swapping    offer, withdraw, take, veto; offers: offers_for, swaps_of; news: news_of
coverage    at_risk, call_list: seats that may stay empty, and whom to call
presence    scan, write_presence, close_presence: when somebody was there
hours       propose_hours, propose_done, enter_hours, to_enter; ledger: hours_of, service_for
notice      put_on_notice, on_notice, object_to, answer_objection, end_notices
corrections ask_correction, decide_correction; days_off: set_days; records: make_record, check_record, record_paper
export_hours export_xlsx, export_csv, export_fields, agree_to_city
settings    volunteer_settings, change_volunteer_settings
"""

from app.volunteers.service.merging import follow_merged

__all__ = ["follow_merged"]
