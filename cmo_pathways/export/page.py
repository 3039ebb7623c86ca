"""A lesson as one page in one file, to read, mail or print; it asks nobody for anything, wherever it is opened."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from cmo_pathways.charts import chart_css, css_variables


class LessonPageExporter(HTMLExporter):  # type: ignore[misc]  # traitlets classes carry no types
    """Exports a notebook as HTML without code, scripts or anything fetched from outside.

    The stock export loads its formulas, diagrams and widgets from other people's servers. Here a screen is the words
    and pictures that it showed when the notebook was saved, and the page itself forbids every request.
    """

    export_from_notebook = "Lesson page (HTML)"

    @property
    def default_config(self) -> Config:
        """The settings of the stock export, with words and pictures in place of live screens."""
        shown = ["text/html", "image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain"]
        own = Config({"NbConvertBase": {"display_data_priority": shown}})
        own.TemplateExporter.exclude_input = True
        own.TemplateExporter.exclude_output_prompt = True
        config = super().default_config
        config.merge(own)
        return config

    def _raw_template_default(self) -> str:
        return _TEMPLATE.replace("/* look */", css_variables() + chart_css() + _LOOK)

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page as text with nbconvert's resources."""
        still = deepcopy(nb)
        still.metadata.pop("widgets", None)
        page, resources = super().from_notebook_node(still, resources, **kwargs)
        return str(page), resources


_LOOK = """
section.cmo{max-width:860px;font-family:system-ui,'Segoe UI',sans-serif;line-height:1.45;color:var(--cmo-ink)}
section.cmo table{border-collapse:collapse;margin:8px 0}section.cmo svg{max-width:100%;height:auto}
section.cmo th,section.cmo td{text-align:left!important;vertical-align:top;padding:4px 12px 4px 0}
"""

_TEMPLATE = """{%- extends 'lab/index.html.j2' -%}
{%- block html_head -%}
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:">
{{ super() }}
<style>/* look */</style>
{%- endblock html_head -%}
{%- block html_head_js -%}{%- endblock html_head_js -%}
{%- block html_head_js_mathjax -%}{%- endblock html_head_js_mathjax -%}
{%- block html_head_js_mermaidjs -%}{%- endblock html_head_js_mermaidjs -%}
{%- block jupyter_widgets -%}{%- endblock jupyter_widgets -%}
"""
