"""What stands in a mail: few words, plain text, and links that only its reader has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from recommender import Advice, Course
from recommender.action_plan import FirstStepOn
from recommender.course_step import CourseStep
from recommender.planned_line import PlannedLine
from recommender.steps_beyond import HEALTH, StepBeyond
from service.reminders.key import Keys, Purpose
from service.reminders.queue import DueMail
from service.reminders.reminder import CONFIRM, CONFIRM_DAYS
from service.reminders.server import MailServer
from service.saved_scan import SavedScan
from service.web import urls
from service.web.next_step_view import next_view
from service.wording import Wording
from skills_taxonomy import Language

_HEAD, _TEXT = SMTP.clone(max_line_length=0), SMTP.clone(max_line_length=76)
"""Long links stay whole in the head; the text is encoded in lines as short as they must be."""

_PATHS: dict[Purpose, Callable[[str], str]] = {
    "confirm": urls.reminder,
    "open": urls.check_in,
    "stop": urls.stop_reminder,
}


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes the mails of one service."""

    server: MailServer
    base_url: str
    keys: Keys
    wording: Callable[[Language], Wording]
    saved: Callable[[str], SavedScan]
    """The scan under a hash."""
    advise: Callable[[SavedScan], Advice]
    """The advice of today."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def write(self, mail: DueMail) -> bytes:
        """A mail as it goes over the line.

        Raises:
            ScanNotFound: the scan it is about is gone.
        """
        w = self.wording(mail.language)
        letter = EmailMessage(_TEXT)
        letter["From"] = Address(self.server.sender_name, addr_spec=self.server.sender)
        letter["To"] = Address(addr_spec=mail.address)
        letter["Date"] = self.now()
        letter["Message-ID"] = self._name(mail)
        letter["Auto-Submitted"] = "auto-generated"  # no answering machine should answer it
        letter["List-Unsubscribe"] = f"<{self._link('stop', mail)}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        if mail.number == CONFIRM:
            letter["Subject"] = w.t("Confirm that you want reminders from Koers")
            text = self._confirm(mail, w)
        else:
            letter["Subject"] = w.t("How is your plan going?")
            text = self._look_back(mail, w)
        letter.set_content("\n\n".join(text) + "\n", charset="utf-8", cte="quoted-printable")
        return letter.as_bytes(policy=_HEAD)

    def _name(self, mail: DueMail) -> str:
        """The same for every try, so that a mail server can see that it has the mail."""
        name = self.keys.hide("mail", f"{mail.reminder} {mail.number}")[:24]
        return f"<{name}@{self.server.sender.rpartition('@')[2]}>"

    def _link(self, purpose: Purpose, mail: DueMail, w: Wording | None = None) -> str:
        path = _PATHS[purpose](self.keys.make(purpose, mail.reminder))
        spoken = f"?lang={w.language}" if w else ""  # a page for people speaks as the mail does
        return f"{self.base_url.rstrip('/')}{path}{spoken}"

    def _confirm(self, mail: DueMail, w: Wording) -> Iterator[str]:
        # Whoever reads this may have asked nothing: it says nothing of anybody.
        yield w.t("Hello,")
        yield w.t(
            "Somebody asked Koers to send reminders to this address: a short mail, three times at "
            "most, to look back at a plan for work and courses."
        )
        yield w.t("Was that you? Confirm it here:") + f"\n{self._link('confirm', mail, w)}"
        ignore = w.tn(
            "Was it not you? Then do nothing: we delete this address after {n} day. Or have it "
            "deleted at once:",
            "Was it not you? Then do nothing: we delete this address after {n} days. Or have it "
            "deleted at once:",
            CONFIRM_DAYS,
        )
        yield f"{ignore}\n{self._link('stop', mail, w)}"

    def _look_back(self, mail: DueMail, w: Wording) -> Iterator[str]:
        yield w.t("Hello,")
        yield w.t("You wanted a reminder to look back at your plan.")
        planned = "\n".join(self._planned(mail, w))
        if planned:
            yield planned
        ask = w.t(
            "What did you do, what stood in the way, and what now? It takes two minutes, and then "
            "your plan fits again:"
        )
        yield f"{ask}\n{self._link('open', mail, w)}"
        yield w.t(
            "This link is yours alone: whoever has it can open your plan. So do not forward this "
            "mail."
        )
        number = w.t("This is mail {n} of {last}.", n=mail.number, last=mail.last)
        yield f"{number} {w.t('No more mails? Stop them here:')}\n{self._link('stop', mail, w)}"

    def _planned(self, mail: DueMail, w: Wording) -> Iterator[str]:
        advice = self.advise(self.saved(mail.token_hash))
        line = advice.plan.next_step.line
        view = next_view(advice, w)
        if line is None or not _is_private(line, w):
            yield w.t("Your next step: {step}", step=_line(view.what))
            if view.when:
                yield _line(view.when)
        if view.then and not any(_about_health(step.course, w) for step in advice.plan.courses):
            yield _line(view.then)


def _is_private(line: PlannedLine, w: Wording) -> bool:
    """Whether a line is in own words or about health: a mail lies open on its way."""
    if line.text or line.of is None:
        return True
    if isinstance(line.of, CourseStep):
        return _about_health(line.of.course, w)
    return isinstance(line.of, FirstStepOn | StepBeyond) and line.of.step.theme == HEALTH


def _about_health(course: Course, w: Wording) -> bool:
    return any(w.taxonomy.skill(taught.skill).theme == HEALTH for taught in course.teaches)


def _line(text: str) -> str:
    return " ".join(text.split())
