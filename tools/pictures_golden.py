"""Writes picture files of odd sizes and modes, and what the Python processors make of them, for the tests of sdk/picture.

    pip install -r tools/requirements-goldens.txt
    python tools/pictures_golden.py sdk/picture/testdata/pictures.zip

The zip holds the files and goldens.json: for each file and processor the SHA-256 of the result's pixels (side x side, red green
blue).
"""

import hashlib
import io
import json
import struct
import sys
import zipfile
import zlib

try:
    import numpy as np
    import PIL
    from open_clip.transform import image_transform
    from PIL import Image
    from transformers import CLIPImageProcessor, IdeficsImageProcessor
except ImportError as e:
    print(f"SKIPPED: goldens of pictures need more packages ({e}); tools/requirements-goldens.txt names their versions")
    sys.exit(0)

MEAN, STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)


def scene(w, h, turn=0):
    """Slopes, waves, hard edges and single pixels."""
    y, x = np.mgrid[0:h, 0:w]
    a = np.stack([x * 255 // max(1, w - 1), y * 255 // max(1, h - 1), (x * 3 + y * 5 + turn * 40) % 256], -1)
    a[h // 3 : h // 2 + 1, w // 4 : w // 2 + 1] = [250, 20, 30]
    a[(x // 8 + y // 8) % 7 == 0] = [10, 200, 240]
    if w * h < 8000:
        a[(x * 31 + y * 17) % 97 == 0] = [255, 255, 255]
    else:
        a[..., 2] = turn * 40
    return Image.fromarray(a.astype(np.uint8))


def alpha(w, h):
    y, x = np.mgrid[0:h, 0:w]
    a = (x * 255 // max(1, w - 1) + y) % 256
    a[: h // 4] = 0
    a[:, : w // 5] = 255
    return Image.fromarray(a.astype(np.uint8))


def with_alpha(w, h):
    im = scene(w, h).convert("RGBA")
    im.putalpha(alpha(w, h))
    return im


def png16(w, h, kind):
    """Pillow writes no colours of 16 bits: 2 is red green blue, 4 grey with alpha, 6 all."""
    rgb = np.asarray(scene(w, h)).astype(np.uint16) * 257 ^ 0x55
    a = np.asarray(alpha(w, h)).astype(np.uint16)[..., None] * 257
    data = {2: rgb, 4: np.concatenate([rgb[..., :1], a], -1), 6: np.concatenate([rgb, a], -1)}[kind]
    rows = b"".join(b"\0" + r.astype(">u2").tobytes() for r in data)
    chunk = lambda name, d: struct.pack(">I", len(d)) + name + d + struct.pack(">I", zlib.crc32(name + d))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 16, kind, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def files():
    out = {}

    def save(name, im, **options):
        b = io.BytesIO()
        im.save(b, {"jpg": "JPEG", "tif": "TIFF"}.get(name.split(".")[-1], name.split(".")[-1].upper()), **options)
        out[name] = b.getvalue()

    for w, h in [(1, 1), (2, 3), (7, 5), (3, 200), (201, 2), (224, 224), (225, 224), (224, 227), (223, 222), (299, 180), (151, 260), (448, 320)]:
        save(f"rgb-{w}x{h}.png", scene(w, h), optimize=True)
    save("grey.png", scene(131, 97).convert("L"))
    save("grey-2bit.png", scene(93, 61).convert("L").quantize(4, dither=0).convert("L"))
    save("bilevel.png", scene(133, 90).convert("1"))
    save("grey-alpha.png", with_alpha(120, 77).convert("LA"))
    save("grey-key.png", scene(99, 58).convert("L"), transparency=0)
    save("rgb-key.png", scene(101, 58), transparency=(250, 20, 30))
    save("rgba.png", with_alpha(151, 102))
    save("rgba-224.png", with_alpha(224, 224), optimize=True)
    save("palette.png", scene(140, 95).quantize(64))
    save("palette-16.png", scene(77, 91).quantize(16))
    save("palette-alpha.png", scene(118, 83).quantize(32), transparency=bytes([0, 80, 160] + [255] * 29))
    out["rgb16.png"], out["grey-alpha16.png"], out["rgba16.png"] = png16(58, 37, 2), png16(45, 62, 4), png16(61, 44, 6)
    save("interlaced.png", scene(60, 41))
    for name, sampling in [("444", 0), ("422", 1), ("420", 2)]:
        save(f"{name}.jpg", scene(181, 127), quality=88, subsampling=sampling)
    save("420-odd.jpg", scene(227, 301), quality=75, subsampling=2)
    save("420-tiny.jpg", scene(3, 5), quality=90, subsampling=2)
    save("restarts.jpg", scene(149, 106), quality=85, restart_marker_blocks=3)
    save("restarts-progressive.jpg", scene(100, 131), quality=85, progressive=True, restart_marker_rows=2)
    save("not-luma.jpg", scene(97, 88), quality=85, keep_rgb=True)
    save("coarse.jpg", scene(140, 77), quality=3)
    save("fine.jpg", scene(120, 66), quality=100, subsampling=0)
    save("large.jpg", scene(640, 477), quality=60, subsampling=2)
    save("progressive.jpg", scene(260, 195), quality=80, progressive=True)
    save("grey.jpg", scene(150, 111).convert("L"), quality=85)
    save("cmyk.jpg", scene(122, 88).convert("CMYK"), quality=90)
    turned = Image.Exif()
    turned[0x0112] = 6
    save("turned.jpg", scene(170, 90), quality=85, exif=turned)
    save("lossy.webp", scene(191, 143), quality=80)
    save("lossy-odd.webp", scene(65, 131), quality=50)
    save("lossy-alpha.webp", with_alpha(130, 90), quality=75)
    save("lossless.webp", scene(113, 87), lossless=True)
    save("lossless-alpha.webp", with_alpha(90, 113), lossless=True, exact=True)
    save("plain.gif", scene(137, 92))
    save("grey.gif", scene(90, 61).convert("L"))
    save("clear.gif", scene(88, 93).quantize(40), transparency=3)
    save("moving.gif", scene(70, 60), save_all=True, append_images=[scene(70, 60, 1), scene(70, 60, 2)])
    save("rgb.tif", scene(79, 65), compression="tiff_adobe_deflate")
    save("lzw.tif", scene(81, 60), compression="tiff_lzw")
    save("grey.tif", scene(64, 83).convert("L"), compression="packbits")
    save("bilevel.tif", scene(83, 65).convert("1"))
    save("rgba.tif", with_alpha(66, 55), compression="tiff_adobe_deflate")
    for k in range(2, 9):
        save(f"turned-{k}.tif", scene(9, 7), tiffinfo={274: k})
    save("rgb.bmp", scene(59, 43))
    save("palette.bmp", scene(62, 45).quantize(100))
    save("grey.bmp", scene(65, 44).convert("L"))
    return out


def undo(values):
    """Bytes of normalised channels."""
    a = np.asarray(values, dtype=np.float64) * np.array(STD)[:, None, None] + np.array(MEAN)[:, None, None]
    return np.rint(a * 255).astype(np.uint8).transpose(1, 2, 0)


def processors(side):
    clip = CLIPImageProcessor(size={"shortest_edge": side}, crop_size=side, image_mean=MEAN, image_std=STD)
    idefics = IdeficsImageProcessor(image_size=side, image_mean=MEAN, image_std=STD)
    transform = image_transform(side, is_train=False, mean=MEAN, std=STD)
    return {
        "open_clip": lambda im: undo(transform(im)),
        "clip": lambda im: undo(clip(im, return_tensors="np")["pixel_values"][0]),
        "idefics": lambda im: undo(idefics(im, return_tensors="np")[0]),
    }


def main():
    made, side, goldens = files(), 224, []
    run = processors(side)
    for name, data in made.items():
        case = {"file": name, "processors": {}}
        for processor, f in run.items():
            im = Image.open(io.BytesIO(data))
            if processor != "open_clip" and min(im.size) < 4:
                continue  # transformers takes so short a side for the channels
            out = f(im)
            assert out.shape == (side, side, 3), (name, processor, out.shape)
            case["processors"][processor] = hashlib.sha256(out.tobytes()).hexdigest()
        goldens.append(case)
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        fixed = lambda name: zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        for name, data in made.items():
            z.writestr(fixed(name), data, zipfile.ZIP_DEFLATED)
        z.writestr(fixed("goldens.json"), json.dumps({"side": side, "pillow": PIL.__version__, "cases": goldens}), zipfile.ZIP_DEFLATED)
    print(len(made), "pictures")


if __name__ == "__main__":
    main()
