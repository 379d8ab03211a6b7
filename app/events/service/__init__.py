"""Verbs of events, by topic. Importing this registers the commands `checkin.scan` and `checkin.undo`.

edit        add_event, change_event, publish, cancel, finish, make_series
settings    event_settings, change_settings
find        event_for (staff), public_event, public_events, events_for, settings_of, standing_of
signing     sign_up, sign_up_for (on somebody's behalf); behalf: whom staff may pick; taking: places, all or none
giving_up   sign_up_by_code, own_sign_ups, cancel_by_code, cancel_own, cancel_for
telling     to_tell, tell, untell: who has to be called about what is new
check_in    check_in: the door, for every way in; comes: what it is asked (`Shown`, `How`) and answers (`Told`)
guessing    check_guesses, count_guess: names and numbers tried one by one; noted: what staff look at
arrivals    kin_of, check_in_kin, bring_along, check_out, undo, door_tries, looked_at
retention   forget_guests, to_forget: what guests typed, some days after an event
tablet      find_at_tablet
attendance  attendance (who), counts (how many); export: export_xlsx, export_csv
said        say, what_was_said; calendar: one_event, feed; codes: wall_url, poster_url
"""

from app.events.service.scans import scan
from app.events.service.undone import undo_scan

__all__ = ["scan", "undo_scan"]
