# SPDX-License-Identifier: EUPL-1.2
"""The words all channels share and what the body decides: pure, like flows and knowledge."""
