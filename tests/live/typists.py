"""People who number what they type, so that what is missing, doubled or out of order shows."""

import re

from .editor import Editor

MOST_IN_FLIGHT = 20


class Typist:
    """Somebody at an editor."""

    def __init__(self, editor: Editor, name: str):
        self.editor, self.name = editor, name
        self.typed = 0
        self._sent_as: list[int] = []

    def go_on(self) -> None:
        """Type one more word and send it off, without waiting for its confirmation."""
        self.typed += 1
        self.editor.write(f"{self.name}-{self.typed};")
        self._sent_as.append(self.editor.sent)
        self.editor.listen()
        while self.editor.sent - self.editor.saved > MOST_IN_FLIGHT:
            self.editor.hear()

    def go_on_offline(self, words: int) -> None:
        """Type while there is no connection."""
        for _ in range(words):
            self.typed += 1
            self.editor.type(f"{self.name}-{self.typed};")

    @property
    def acknowledged(self) -> int:
        """How many of the words of this connection the server said are stored."""
        return sum(at <= self.editor.saved for at in self._sent_as)

    def said_in(self, text: str) -> list[int]:
        """The numbers of this person's words, in the order in which they stand in a text."""
        return [int(number) for number in re.findall(rf"\b{self.name}-(\d+);", text)]

    def all(self) -> list[int]:
        """What must stand there: everything once, in order."""
        return list(range(1, self.typed + 1))


def type_together(people: list[Typist], words: int) -> None:
    """All type in turns until of each this many words are confirmed; the last ones are on their way."""
    while any(person.acknowledged < words for person in people):
        for person in people:
            person.go_on()
    for person in people:
        person.go_on()
