"""Pictures: a value goes in; a chart with its finding, its numbers and its text alternative comes out.

matplotlib is loaded when the first chart is drawn; the career map needs no drawing library at all.
"""

from __future__ import annotations

from cmo_pathways.charts.bars import Bar, bar_chart
from cmo_pathways.charts.butterfly import PairRow, butterfly_chart
from cmo_pathways.charts.career_map import career_map, career_map_svg
from cmo_pathways.charts.case_chart import case_chart
from cmo_pathways.charts.case_graph import case_graph, case_graph_file, case_graph_svg
from cmo_pathways.charts.control_chart import control_chart, control_chart_of
from cmo_pathways.charts.control_series import Phase, Signal
from cmo_pathways.charts.domains import DomainPanel, domain_chart
from cmo_pathways.charts.dumbbell import GapRow, gap_chart
from cmo_pathways.charts.figure import Chart, chart_css, chart_csv, chart_html, chart_svg_plain, plain_svg
from cmo_pathways.charts.gantt import GanttRow, gantt_chart
from cmo_pathways.charts.growth import GrowthLine, GrowthPoint, growth_chart
from cmo_pathways.charts.maps.columns import NARROW
from cmo_pathways.charts.maps.layout import MapLayout, layout
from cmo_pathways.charts.maps.model import MapEdge, MapNode
from cmo_pathways.charts.renewals import RenewalRow, renewal_chart
from cmo_pathways.charts.reporting import Tie, reporting_chart
from cmo_pathways.charts.running_total import money_chart
from cmo_pathways.charts.skill_links import SkillLink
from cmo_pathways.charts.skill_map import SkillTile, skill_map_svg
from cmo_pathways.charts.skill_picture import SkillPicture, picture_png, picture_svg
from cmo_pathways.charts.time_dots import Deadline, time_chart
from cmo_pathways.charts.tokens import Token, Tokens, css_variables, tokens
from cmo_pathways.charts.tornado import tornado_chart
from cmo_pathways.charts.views import GroupView, ViewRow, views_chart
from cmo_pathways.charts.week import week_chart
from cmo_pathways.charts.weekly_load import load_chart

__all__ = [
    "NARROW",
    "Bar",
    "Chart",
    "Deadline",
    "DomainPanel",
    "GanttRow",
    "GapRow",
    "GroupView",
    "GrowthLine",
    "GrowthPoint",
    "MapEdge",
    "MapLayout",
    "MapNode",
    "PairRow",
    "Phase",
    "RenewalRow",
    "Signal",
    "SkillLink",
    "SkillPicture",
    "SkillTile",
    "Tie",
    "Token",
    "Tokens",
    "ViewRow",
    "bar_chart",
    "butterfly_chart",
    "career_map",
    "career_map_svg",
    "case_chart",
    "case_graph",
    "case_graph_file",
    "case_graph_svg",
    "chart_css",
    "chart_csv",
    "chart_html",
    "chart_svg_plain",
    "control_chart",
    "control_chart_of",
    "css_variables",
    "domain_chart",
    "gantt_chart",
    "gap_chart",
    "growth_chart",
    "layout",
    "load_chart",
    "money_chart",
    "picture_png",
    "picture_svg",
    "plain_svg",
    "renewal_chart",
    "reporting_chart",
    "skill_map_svg",
    "time_chart",
    "tokens",
    "tornado_chart",
    "views_chart",
    "week_chart",
]
