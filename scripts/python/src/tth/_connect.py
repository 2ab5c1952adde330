"""How a session begins."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Sequence
from types import TracebackType
from typing import Any, Literal, Union

from ._errors import TthError
from ._http import create_session, end_session, service_of
from ._human import Human
from .events import PartialCharacter, PartialEmotion, SessionCreated, SessionPerson, VideoRequest

Extra = Literal["word", "viseme", "state", "idle", "emotion", "cue", "replace"]
"""Events beyond the core ones."""
Video = Union[Literal["frames", "pose", "none"], VideoRequest]
"""What to show: a mode, or a mode with size and rate."""
Grant = Union[SessionCreated, Callable[[], Awaitable[SessionCreated]]]
"""A session that exists, or a function that gets one; it is called again when the session or its token has expired."""

DEFAULT_EXTRAS: Sequence[Extra] = ("word", "emotion", "cue")
GIVE_UP_S = 60.0


class connect:
    """Connects a human: ``async with tth.connect(url) as human``, or ``human = await tth.connect(url)``.

    Args:
        url: The service. Not needed with a ``grant``.
        grant: Joins this session instead of creating one; a function is asked again when the session or its token is
            no longer valid. The arguments that describe a session are then those of its creator.
        api_key: Where the service asks for one.
        persona: Who speaks; ``tth.fetch_personas`` lists them.
        person: A custom person, where it differs from the persona.
        emotion: The feeling of all turns that set none.
        character: Speed, pitch and liveliness of all turns.
        pronunciations: How words are spoken.
        video: ``frames`` (the default), ``pose``, ``none``, or a mode with size and rate.
        extras: Events beyond the core ones. Default: ``word``, ``emotion`` and ``cue``.
        record: Whether the service keeps each turn as a film with its transcript.
        heard_ms: Returns the media time that is heard now, for programs that have a loudspeaker. By default each chunk
            counts as played when it arrives.
        give_up_s: How long to reconnect after the connection was lost.

    Raises:
        TthError: The service refuses, with its code, or is ``unreachable``.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        grant: Grant | None = None,
        api_key: str | None = None,
        persona: str | None = None,
        person: SessionPerson | None = None,
        emotion: PartialEmotion | None = None,
        character: PartialCharacter | None = None,
        pronunciations: dict[str, str] | None = None,
        video: Video | None = None,
        extras: Sequence[Extra] = DEFAULT_EXTRAS,
        record: bool | None = None,
        heard_ms: Callable[[], float | None] | None = None,
        give_up_s: float = GIVE_UP_S,
    ) -> None:
        if url is None and grant is None:
            raise TthError("no_url", "There is no service to connect to.", "Pass its address, or a `grant=…`.")
        wishes = {
            "persona_id": persona,
            "person": person,
            "emotion": emotion,
            "character": character,
            "pronunciations": pronunciations,
            "video": {"mode": video} if isinstance(video, str) else video,
            "extras": list(extras),
            "record": record,
        }
        self._request: dict[str, Any] = {name: wish for name, wish in wishes.items() if wish is not None}
        self._url = url
        self._grant = grant
        self._api_key = api_key
        self._heard_ms = heard_ms
        self._give_up_s = give_up_s
        self._human: Human | None = None

    async def __aenter__(self) -> Human:
        self._human = await self._open()
        return self._human

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        human = self._human
        if human is None:
            return
        await human.close()
        if self._grant is None:
            await self._discard(human.grant)

    def __await__(self) -> Generator[Any, None, Human]:
        return self._open().__await__()

    async def _open(self) -> Human:
        grant, renew = await self._get_grant()
        service = self._url or service_of(grant)
        human = Human(
            grant,
            service=service,
            api_key=self._api_key,
            renew=renew,
            heard_ms=self._heard_ms,
            give_up_s=self._give_up_s,
        )
        try:
            await human.opened()
        except BaseException:
            await human.close()
            if self._grant is None:
                await self._discard(grant)
            raise
        return human

    async def _get_grant(self) -> tuple[SessionCreated, Callable[[], Awaitable[SessionCreated]] | None]:
        if self._grant is None:
            return await create_session(self._url or "", api_key=self._api_key, **self._request), None
        if callable(self._grant):
            return await self._grant(), self._grant
        return self._grant, None

    async def _discard(self, grant: SessionCreated) -> None:
        """Ends a session that is not used any more, so that it does not count against the service's limit."""
        try:
            await end_session(self._url or service_of(grant), grant["session_id"], api_key=self._api_key)
        except TthError:
            # The service ends it on its own after `session.resume_ms`.
            return
