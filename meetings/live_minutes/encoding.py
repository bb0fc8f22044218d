"""The elements of Yjs' binary form: whole numbers in groups of seven bits, and bytes with their length before them."""

_LARGEST = 2**63


class Reader:
    """Reads from the beginning of some bytes; ValueError where they are not what they should be."""

    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def byte(self) -> int:
        """The next byte as a number."""
        if self.at >= len(self.data):
            raise ValueError("end")
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        """A whole number in groups of seven bits, the lowest first."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            if value > _LARGEST:
                raise ValueError("number")
            if byte < 128:
                return value
            shift += 7

    def bytes(self) -> bytes:
        """A length and as many bytes."""
        length = self.number()
        self.skip(length)
        return self.data[self.at - length : self.at]

    def skip(self, length: int) -> None:
        """Pass over so many bytes."""
        if self.at + length > len(self.data):
            raise ValueError("length")
        self.at += length
