"""What the pages of an import ask for: a file, then which column gives which field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ImportRun
from .files import content_of
from .headers import match_columns
from .labels import field_word
from .reading import MAX_BYTES, read_table
from .reasons import words
from .targets import IMPORTERS
from .values import pairs

SAMPLES = 3


class UploadForm(forms.Form):
    """A file and what is in it."""

    target = forms.ChoiceField(choices=ImportRun.Target.choices, label=_("What is in the file"))
    file = forms.FileField(label=_("CSV file or XLSX workbook"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                words({"code": "too_large", "params": {"limit": MAX_BYTES // 1024 // 1024}})
            )
        return file


class ColumnsForm(forms.Form):
    """One choice per column, with what was understood filled in; words for states; and whether to try it first."""

    def __init__(self, run: ImportRun, *posted):
        super().__init__(*posted)
        table = read_table(content_of(run))
        importer = IMPORTERS[run.target]
        understood = match_columns(table.headers, importer.fields, run.mapping)
        choices = [
            ("", _("— keep as extra data —")),
            *((one.name, field_word(one.name)) for one in importer.fields),
        ]
        self.columns = table.headers
        for at, header in enumerate(table.headers):
            samples = [row.cells[at][:60] for row in table.rows[:40] if row.cells[at].strip()][:SAMPLES]
            self.fields[f"column_{at}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=header[:80],
                help_text=" · ".join(samples),
                initial=understood.get(header, ""),
            )
        if importer.states:
            self.fields["statuses"] = forms.CharField(
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                label=_("Words for states"),
                help_text=_("One per line, as word=state. Common words are understood without."),
                initial="\n".join(f"{word}={state}" for word, state in run.statuses.items()),
            )
        self.fields["dry_run"] = forms.BooleanField(
            required=False,
            initial=True,
            label=_("Try it first: say what would become of each row, change nothing"),
        )

    def mapping(self) -> dict[str, str]:
        """Column → field, the columns to be kept as extra data among them."""
        return {header: self.cleaned_data[f"column_{at}"] for at, header in enumerate(self.columns)}

    def statuses(self) -> dict[str, str]:
        return pairs(self.cleaned_data.get("statuses", "").splitlines())
