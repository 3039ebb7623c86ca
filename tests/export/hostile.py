"""Two hundred texts that try to run, to hide, to break a page, a file or a program; and what a reader must see."""

from __future__ import annotations

import unicodedata

_HTML = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>", "</title><h1>x</h1>", "<svg onload=alert(1)>", "<!-- comment -->",
    "--> <b>after</b> <!--", "<?php echo 1 ?>", "<![CDATA[ x ]]>", "]]> end", "<iframe src=//example.org>",
    "<base href=//example.org>", "<meta http-equiv=refresh content=0>", "<form action=//example.org>",
    "<a href='javascript:alert(1)'>x</a>", "\" onmouseover=\"alert(1)", "' onfocus='alert(1)",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//example.org>", "<object data=x>", "<embed src=x>", "<template>hidden</template>",
    "<noscript>x</noscript>", "<math><mtext></mtext></math>", "<details open ontoggle=alert(1)>", "<p hidden>x</p>",
    "<textarea>x", "<plaintext>", "<xmp>x", "<b", "< b>", "<>", "&lt;b&gt;", "&amp;lt;", "&#60;script&#62;",
    "&#x3c;b&#x3e;",
    "&nbsp;&copy;&notin", "&&&", "%3Cscript%3E", "\\u003cscript\\u003e", "<scr<script>ipt>",
    "<SCRIPT SRC=//example.org>",
)  # fmt: skip
_LINKS = (
    "[x](javascript:alert(1))", "[x](data:text/html;base64,PHN2Zz4=)", "[x](file:///etc/passwd)", "[x](vbscript:x)",
    "[x](//example.org)", "![x](http://example.org/p.png)", "<javascript:alert(1)>", "<ftp://example.org/f>",
    "[x]: http://example.org", "[x][y]", "[^1]: foot", "javascript:alert(1)", "data:text/html,x",
    "file:///etc/passwd",
    "[x](JaVaScRiPt:alert(1))", "[x]( javascript:alert(1))", "[x](java\tscript:alert(1))", "[](x)", "[x]()",
    "[a]b](c)",
)  # fmt: skip
_TEMPLATES = (
    "{{ 7*7 }}", "{% raw %}x{% endraw %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{0}", "{name!r}", "{x", "x}",
    "{{", "}}", "%s %d %(x)s",
    "$HOME $(id) `id`", "@label and @other", "#import \"@preview/evil:1.0.0\": *", "#read(\"/etc/passwd\")",
    "#panic(1)",
    "#while true {}", "#set page(width: 1pt)", "#{ let x = 1 }", "#pagebreak()", "#sys.inputs.document",
    "#show: none",
    "$ integral_0^1 x dif x $", "// a comment", "/* a comment */", "/ term: description", "= heading",
    "== second", "~ x ~",
    "\\input{/etc/passwd}", "\\write18{id}", "\\end{document}", "\\newcommand{\\x}{y}",
    "@article{x, title={y}}", "@comment{x}",
    "title = {x},", "{\\\"u}", "\\", "\\\\", "\\}", "}{", "__import__('os')", "'; DROP TABLE x; --", "\" OR 1=1 --",
)  # fmt: skip
_SHEETS = (
    "=1+1", "=cmd|'/C calc'!A0", "=HYPERLINK(\"http://example.org\")", "+1+1", "-1+1", "@SUM(1,1)",
    "=IMPORTXML(\"x\")",
    "a,b;c\td", "\"a\",\"b\"", "'=1+1", "|x|y|", "a | b", "=DDE(\"x\")",
)  # fmt: skip
_MARKDOWN = (
    "# heading", "## second", "- item", "* item", "+ item", "1. item", "7) item", "> quote", "---", "***",
    "===", "```\ncode\n```",
    "    indented", "`code` ``more``", "*x* **y** _z_ __w__", "~~gone~~", "| a | b |", "a\n# b", "a\n\n- b",
    "x  \ny", "\\# x",
    "- [ ] box", ":::note", "$$x$$", "a\n===", "*", "_", "**", "`", "[", "]", "![", "a\n---\nb",
    "+++\ntitle = 1\n+++",
)  # fmt: skip
_PATHS = (
    "../../etc/passwd", "C:\\Windows\\System32", "\\\\server\\share", "word/document.xml", "PK\x03\x04",
    "con.txt", "a/b?c=d&e=f#g",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>", "]]></w:t>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>", "&y;",
    "&xxe; &lol9;", "<?xml version=\"1.0\"?>", "<w:fldSimple w:instr=\"DDEAUTO c:\\\\x\"/>", "xmlns:x='y'",
    "%PDF-1.7", "endstream endobj",
)  # fmt: skip
_LETTERS = (
    "user\u202etxt.exe\u202c", "ze\u200bro\u200dwi\ufeffdth\u2060", "bell\x07 esc\x1b[31m null\x00",
    "\u2066iso\u2069late\u200e\u061c",
    "tab\there", "line\r\nbreak", "para\u2029graph", "line\u2028sep", "vertical\x0btab form\x0cfeed",
    "\x01\x02\x03x", "\x7fdel\x9f",
    "half\ud83d", "\ufffe\uffffx", "\ufdd0x", "soft\u00adhyphen", "e\u0301 A\u030a n\u0303",
    "Z\u0351\u0360\u036aalgo",
    "W" * 300, "ab-" * 99 + "end", "x" * 900, "a " * 90, "ﬁ ligature", "İıſß", "Ǆ ǅ ǆ", "½ ⅓ ²",
    "“quotes” ‘single’ «x»", "Ω≈ç√∫",
    "-----BEGIN PRIVATE KEY-----", "NaN", "null", "true", "undefined", "None", "1e309", "0x41", "-0",
    "\u00a0x\u3000y",
    "\u2003wide\u2009thin", "a\u034fb",
)  # fmt: skip
FOREIGN = (
    "😀 emoji", "👩‍⚕️ physician", "🇺🇸 flag", "❤️ heart", "漢字とかな", "한국어", "العربية", "हिन्दी", "ไทย", "አማርኛ",
    "𝓕𝓪𝓷𝓬𝔂", "𠜎 rare",
)  # fmt: skip
"""Letters that not every font has: the PDF prints them or says in a sentence which it lacks."""
LATIN = (*_HTML, *_LINKS, *_TEMPLATES, *_SHEETS, *_MARKDOWN, *_PATHS, *_LETTERS, "Ελλάδα, Москва, Łódź", "שלום עולם")
HOSTILE = (*LATIN, *FOREIGN)


def readable(text: str) -> str:
    """What a reader must see of a text: its letters and signs, without blanks and without what is never visible."""
    kept = (c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))
    kept = (c for c in kept if not 0xFE00 <= ord(c) <= 0xFE0F)
    return "".join(unicodedata.normalize("NFC", "".join(kept)).split())
