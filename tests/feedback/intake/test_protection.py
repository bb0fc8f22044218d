"""What protects people who write in without a name: codes, limits, and files that no longer speak of their maker."""

import io
import math

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from collab.common.errors import Invalid
from collab.common.limits import HOUR, Limit, TooMany
from feedback.intake import codes
from feedback.intake.cleaning import MOST, clean_files
from tests.feedback.intake.keeping import cached

MARK = "Zhang-San-13800000000"


def test_a_code_is_eighty_bits_of_letters_that_cannot_be_mistaken():
    assert codes.GROUPS * codes.GROUP * math.log2(len(set(codes.ALPHABET))) >= 80
    assert not set("0O1IL") & set(codes.ALPHABET)
    assert len({codes.new_code() for _ in range(50)}) == 50


@given(st.sampled_from([" ", "-", "–", "\u3000", "  "]), st.booleans())
def test_a_code_is_read_however_it_was_typed(between, small):
    code = codes.new_code()
    typed = code.replace("-", between)
    assert codes.digest_of(typed.lower() if small else typed) == codes.digest_of(code)


@given(st.text(max_size=300))
def test_any_text_can_be_asked_for_as_a_code(text):
    assert len(codes.digests_of(text)[0]) == 64


def test_only_a_keyed_hash_of_a_code_is_known(settings):
    code = codes.new_code()
    before = codes.digest_of(code)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert codes.digest_of(code) != before
    assert codes.fits(before, codes.digests_of(code))


def test_tries_are_counted_for_an_address_and_its_network_without_keeping_either():
    cache.clear()
    limit = Limit("door", 2)
    for address in ("2001:db8::1", "2001:db8::ffff"):
        limit.spend(address)
    with pytest.raises(TooMany):
        limit.spend("2001:db8::7")
    limit.spend("203.0.113.9")
    Limit("other door", 2).spend("2001:db8::1")
    kept = " ".join(f"{key} {value}" for key, value in cached().items())
    assert "2001" not in kept
    assert "203.0.113" not in kept
    assert HOUR == 3600


def picture(form: str, **more) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(held, form, **more)
    return held.getvalue()


def exif() -> bytes:
    told = Image.Exif()
    told[0x013B] = told[0x010F] = MARK
    told[0x0112] = 6
    return told.tobytes()


def test_a_picture_loses_everything_but_its_pixels():
    made = picture("JPEG", exif=exif(), comment=MARK.encode())
    assert MARK.encode() in made
    [clean] = clean_files([SimpleUploadedFile(f"{MARK}.jpg", made)])
    assert MARK.encode() not in clean.content
    assert MARK not in clean.name
    with Image.open(io.BytesIO(clean.content)) as seen:
        assert (seen.size, dict(seen.getexif())) == ((4, 8), {})


@pytest.mark.parametrize("name", ["report.docx", "scan.pdf", "note.svg", "x.exe", "bare"])
def test_what_may_name_its_author_is_refused_with_a_way_out(name):
    with pytest.raises(Invalid) as refused:
        clean_files([SimpleUploadedFile(name, b"%PDF author")])
    assert [(error.field, error.code) for error in refused.value.errors] == [("file", "may_name_author")]


@pytest.mark.parametrize(("name", "content"), [("a.png", b"no picture"), ("a.png", picture("JPEG"))])
def test_a_picture_that_is_none_is_refused(name, content):
    with pytest.raises(Invalid) as refused:
        clean_files([SimpleUploadedFile(name, content)])
    assert refused.value.errors[0].code == "content"


def test_a_document_that_calls_itself_text_is_refused_and_text_of_any_spelling_is_kept():
    for content in (b"PK\x03\x04\x14\x00docProps/core.xml", b"%PDF\x00", b"\x00\x01"):
        with pytest.raises(Invalid):
            clean_files([SimpleUploadedFile("a.txt", content)])
    for charset in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        [clean] = clean_files([SimpleUploadedFile("a.txt", "路灯坏了".encode(charset))])
        assert clean.content.decode() == "路灯坏了"


def test_a_telephones_picture_with_a_second_one_inside_is_taken():
    held = io.BytesIO()
    first = Image.new("RGB", (8, 4), "red")
    first.save(held, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 4), "blue")])
    [clean] = clean_files([SimpleUploadedFile("phone.jpg", held.getvalue())])
    with Image.open(io.BytesIO(clean.content)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (8, 4))


def test_a_picture_is_drawn_no_larger_than_it_need_be_and_no_larger_than_files_may_be(settings):
    [clean] = clean_files([SimpleUploadedFile("wide.png", picture("PNG"))])
    assert Image.open(io.BytesIO(clean.content)).size == (8, 4)
    held = io.BytesIO()
    Image.new("L", (9_000, 20)).save(held, "PNG")
    [clean] = clean_files([SimpleUploadedFile("wide.png", held.getvalue())])
    assert Image.open(io.BytesIO(clean.content)).width == 4_096
    settings.ATTACHMENT_MAX_BYTES = len(held.getvalue()) - 1
    with pytest.raises(Invalid):
        clean_files([SimpleUploadedFile("wide.png", held.getvalue())])


def test_there_may_be_only_so_many_files():
    with pytest.raises(Invalid):
        clean_files([SimpleUploadedFile("a.txt", b"x")] * (MOST + 1))
