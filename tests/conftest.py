# SPDX-License-Identifier: EUPL-1.2
"""What holds for every test: property tests try the same cases each time, however slow the machine."""

from hypothesis import settings

settings.register_profile("the same every time", derandomize=True, database=None, deadline=None)
settings.load_profile("the same every time")
