"""Tables and the picture of what bench/cpu.py measured."""

import math

PEERS = {"torch": "PyTorch", "llama": "llama.cpp", "in-process": "in process"}
TITLES = {"lm": "Language model of 1.3 billion parameters", "gated": "The same with 24 gated blocks", "pictures": "Pictures", "answer": "From pictures to an answer", "long": "Longer prompts",
          "start": "From nothing to the first token", "attention": "Attention of a layer (16 heads of 128)", "products": "Matrix products", "boundary": "The way to the plugin"}


def peak(limits, dtype):
    """The rate of multiplications that a policy allows."""
    if dtype == "f32":
        return limits["fma"]
    return max(limits["tile_bf16"], limits["bf16"], limits["fma"])


def bound(row, limits):
    """The least time that a row can take, in ms."""
    return 1e3 * max(row["bytes"] / limits["read"], row["flops"] / peak(limits, row["dtype"]))


def share(row, limits):
    if "flops" not in row or "wade" not in row["ms"]:
        return ""
    by = "read" if row["bytes"] / limits["read"] > row["flops"] / peak(limits, row["dtype"]) else "products"
    return f"{100 * bound(row, limits) / row['ms']['wade']:.0f} % of {by}"


def number(x):
    return f"{x:.3g}" if x < 100 else f"{x:,.0f}"


def head(r):
    m, l = r["machine"], r["limits"]
    units = [("read", "GB/s read from memory", 1e9), ("fma", "GFLOP/s of float32 FMA", 1e9), ("bf16", "GFLOP/s of vdpbf16ps", 1e9), ("int8", "GOP/s of vpdpbusd", 1e9),
             ("tile_bf16", "GFLOP/s of bf16 tiles", 1e9), ("tile_int8", "GOP/s of int8 tiles", 1e9)]
    have = ", ".join(f"{l[k] / s:,.0f} {name}" if l[k] else f"no {name.split(' of ')[-1]}" for k, name, s in units)
    v = r["versions"]
    names = {"torch": "PyTorch", "llama_cpp_python": "llama-cpp-python", "cc": "compiler"}
    return (f"{m['model']}, {m['threads']} threads, variant {m['variant']} ({' '.join(m['features'])}), {r['system']}; "
            + ", ".join(f"{names.get(k, k)} {x}" for k, x in v.items()) + f".\n\nLimits of the machine with these threads: {have}.\n")


def geometric(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def tables(r):
    out = [head(r)]
    groups = {}
    for name, row in r["rows"].items():
        groups.setdefault(row["group"].split("-")[0], []).append((name, row))
    ratios, losses = {}, []
    for g, title in TITLES.items():
        rows = groups.get(g)
        if not rows:
            continue
        peers = [p for p in PEERS if any(p in row["ms"] for _, row in rows)]
        extras = any(row.get("extra") for _, row in rows)
        columns = ["ms" if g != "answer" else "ms a token", "wade"] + [c for p in peers for c in (PEERS[p], "ratio")] + (["share of the limit"] if g not in ("start", "boundary") else [])
        out += [f"\n**{title}**\n", "| " + " | ".join(columns) + " |", "| --- |" + " ---: |" * (len(columns) - 1)]
        for name, row in rows:
            wade = row["ms"].get("wade")
            cells = [name + (" \\*" if row["loud"] else ""), number(wade) if wade else "-"]
            for p in peers:
                t = row["ms"].get(p)
                cells += [number(t), f"{t / wade:.2f}"] if t and wade else [number(t) if t else "", ""]
                if t and wade and g in ("lm", "gated", "pictures", "answer", "long", "products"):
                    ratios.setdefault((PEERS[p], row["dtype"], "products" if g == "products" else "model"), []).append(t / wade)
                    if t < wade:
                        losses.append(f"{name} against {PEERS[p]} ({t / wade:.2f})")
            if g not in ("start", "boundary"):
                cells.append(share(row, r["limits"]))
            out.append("| " + " | ".join(cells) + " |")
        if extras:
            for name, row in rows:
                for side, e in row.get("extra", {}).items():
                    words = [f"{number(e[k])} ms {w}" for k, w in (("pictures_ms", "for the pictures"), ("first_ms", "to the first token")) if k in e] + [f"{e['peak_gb']:.1f} GB at most resident"]
                    out.append(f"\n{name}, {PEERS.get(side, side)}: " + ", ".join(words) + ".")
    out.append("\nGeometric means of the ratios: " + "; ".join(f"{k[2]} rows, {k[1]}, {k[0]}: {geometric(v):.2f} ({len(v)} rows)" for k, v in ratios.items()) + ".")
    out.append("\n" + ("Behind: " + "; ".join(losses) + "." if losses else "Behind in no row of models and products."))
    if any(row["loud"] for row in r["rows"].values()):
        out.append("\n\\* something else ran on the machine during this row.")
    return "\n".join(out) + "\n"


def roofline(r):
    """Rates over flops for each byte of weights, both logarithmic, under the limits of the machine. Rows of models only."""
    l = r["limits"]
    rows = [(n, x) for n, x in r["rows"].items() if "flops" in x and "wade" in x["ms"] and x["group"].split("-")[0] in ("lm", "gated", "pictures", "long")]
    w, h, left, top, right, bottom = 860, 520, 70, 20, 250, 50
    lo_x, hi_x, lo_y, hi_y = 0.3, 3000, 5, 1.5e4

    def px(x):
        return left + (w - left - right) * math.log(x / lo_x) / math.log(hi_x / lo_x)

    def py(y):
        return h - bottom - (h - top - bottom) * math.log(y / lo_y) / math.log(hi_y / lo_y)

    s = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" font-family="sans-serif" font-size="12">', f'<rect width="{w}" height="{h}" fill="white"/>']
    for e in range(0, 4):
        s.append(f'<path d="M{px(10**e):.1f} {top}V{h - bottom}" stroke="#ddd"/><text x="{px(10**e):.1f}" y="{h - bottom + 16}" text-anchor="middle">{10**e}</text>')
    for e in range(1, 5):
        s.append(f'<path d="M{left} {py(10**e):.1f}H{w - right}" stroke="#ddd"/><text x="{left - 6}" y="{py(10**e) + 4:.1f}" text-anchor="end">{10**e:,}</text>')
    s.append(f'<text x="{(left + w - right) / 2}" y="{h - 12}" text-anchor="middle">flops for each byte of weights</text>')
    s.append(f'<text transform="translate(16 {(top + h - bottom) / 2}) rotate(-90)" text-anchor="middle">GFLOP/s</text>')
    read = l["read"] / 1e9
    roofs = [(l[k] / 1e9, name) for k, name in (("fma", "float32 FMA"), ("bf16", "vdpbf16ps"), ("tile_bf16", "bf16 tiles")) if l[k]]
    if roofs:
        high = max(y for y, _ in roofs)
        s.append(f'<path d="M{px(lo_x):.1f} {py(max(lo_y, read * lo_x)):.1f}L{px(high / read):.1f} {py(high):.1f}" stroke="#444" fill="none"/>')
    for y, name in roofs:
        s.append(f'<path d="M{px(max(lo_x, y / read)):.1f} {py(y):.1f}H{w - right}" stroke="#444"/>')
    colours = {"f32": "#1f77b4", "bf16": "#d62728", "w8": "#2ca02c", "w4": "#9467bd"}
    for i, (name, x) in enumerate(rows):
        for side, t in x["ms"].items():
            at, y, c = x["flops"] / x["bytes"], x["flops"] / t / 1e6, colours[x["dtype"]]
            if side == "wade":
                s.append(f'<circle cx="{px(at):.1f}" cy="{py(y):.1f}" r="5" fill="{c}"><title>{name}: {y:.0f} GFLOP/s</title></circle>')
                s.append(f'<text x="{px(at):.1f}" y="{py(y) + 3.5:.1f}" font-size="9" text-anchor="middle" fill="white">{i + 1}</text>')
            else:
                shape = f'<rect x="{px(at) - 4:.1f}" y="{py(y) - 4:.1f}" width="8" height="8"' if side == "torch" else f'<path d="M{px(at):.1f} {py(y) - 5:.1f}l5 9h-10z"'
                s.append(f'{shape} fill="none" stroke="{c}" stroke-width="1.5"><title>{name}, {PEERS.get(side, side)}: {y:.0f} GFLOP/s</title></{"rect" if side == "torch" else "path"}>')
        s.append(f'<text x="{w - right + 14}" y="{top + 16 + 16 * i}" font-size="11" fill="{colours[x["dtype"]]}">{i + 1}  {name}</text>')
    for x, y, name in [(w - right - 4, py(y) - 5, name) for y, name in roofs] + [(px(0.9), py(read) - 8, f"{read:.0f} GB/s")]:  # over the points, and readable there
        s.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="end" paint-order="stroke" stroke="white" stroke-width="3">{name}</text>')
    s.append(f'<text x="{w - right + 14}" y="{h - 30}" font-size="11">● wade   □ PyTorch   △ llama.cpp</text></svg>')
    return "\n".join(s) + "\n"
