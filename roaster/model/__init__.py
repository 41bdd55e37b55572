"""The values that the steps of a run exchange: frozen, slotted, pure.

feeds → `Entry` → articles → `Article` → events → `Event` → roasts → `Draft` → content → `Roast`
→ site.
Outcomes and reports (`outcome`) say what became of each feed, item and event.
Everything here is pure; nothing here fails.
"""
