# SPDX-License-Identifier: EUPL-1.2
"""The flows drawn from the command line, and settings checked together with the content."""


def test_every_flow_is_drawn(bot, here):
    code, out, _ = bot("flows", "draw", "disegni")
    assert code == 0
    drawn = (here / "disegni" / "richiesta.md").read_text("utf-8")
    assert drawn.startswith("# Richiesta di Capacity Lab\n\n```mermaid\nflowchart TD\n")
    assert len(out.splitlines()) == len(list((here / "disegni").iterdir())) >= 6


def test_checking_names_a_wrong_setting_too(bot, monkeypatch):
    monkeypatch.setenv("CAP4CITY_SMPT_HOST", "x")
    code, _, err = bot("check")
    assert (code, "CAP4CITY_SMPT_HOST" in err) == (1, True)
