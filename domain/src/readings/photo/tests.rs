//! Photos, and what pretends to be one.

use proptest::prelude::*;

use super::*;

/// A segment of a JPEG.
fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).unwrap();
    [&[0xff, marker][..], &length.to_be_bytes(), payload].concat()
}

fn jfif() -> Vec<u8> {
    segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
}

/// Frame of 640 × 480, scan with stuffing and a restart, end.
fn picture() -> Vec<u8> {
    [
        segment(0xdb, &[0; 65]),
        segment(0xc0, &[8, 1, 224, 2, 128, 1, 1, 0x11, 0]),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        vec![0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
        vec![0xff, 0xd9],
    ]
    .concat()
}

fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    [vec![0xff, 0xd8], segments.concat(), picture()].concat()
}

/// EXIF with an orientation, in the byte order given.
fn exif(number: u8, is_big_endian: bool) -> Vec<u8> {
    let tiff: &[u8] = if is_big_endian {
        &[b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, number, 0, 0, 0, 0, 0, 0]
    } else {
        &[b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, number, 0, 0, 0, 0, 0, 0, 0]
    };
    segment(0xe1, &[b"Exif\0\0", tiff].concat())
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let checked = [kind.as_slice(), data].concat();
    let length = u32::try_from(data.len()).unwrap();
    [&length.to_be_bytes()[..], &checked, &png::crc(&checked).to_be_bytes()].concat()
}

fn png_of(chunks: &[Vec<u8>]) -> Vec<u8> {
    [png::MAGIC.to_vec(), chunks.concat()].concat()
}

fn header(width: u32, height: u32) -> Vec<u8> {
    chunk(b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat())
}

fn png_with(chunks: &[Vec<u8>]) -> Vec<u8> {
    png_of(&[header(640, 480), chunks.concat(), chunk(b"IDAT", b"data"), chunk(b"IEND", b"")])
}

#[test]
fn a_file_is_what_it_contains() {
    for (bytes, expected) in [
        (jpeg(&[]), Ok(PhotoKind::Jpeg)),
        (png_with(&[]), Ok(PhotoKind::Png)),
        (Vec::new(), Err(PhotoProblem::Empty)),
        (b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), Err(PhotoProblem::Heic)),
        (b"\0\0\0\x18ftypmif1\0\0\0\0".to_vec(), Err(PhotoProblem::Heic)),
        (b"\0\0\0\x18ftypisom\0\0\0\0".to_vec(), Err(PhotoProblem::NotAPhoto)),
        (b"GIF89a".to_vec(), Err(PhotoProblem::NotAPhoto)),
        (b"RIFF\0\0\0\0WEBP".to_vec(), Err(PhotoProblem::NotAPhoto)),
        (b"%PDF-1.7".to_vec(), Err(PhotoProblem::NotAPhoto)),
        (b"<svg onload='alert(1)'/>".to_vec(), Err(PhotoProblem::NotAPhoto)),
        (b"MZ\x90\0".to_vec(), Err(PhotoProblem::NotAPhoto)),
        (b"\x7fELF".to_vec(), Err(PhotoProblem::NotAPhoto)),
        (b"#!/bin/sh".to_vec(), Err(PhotoProblem::NotAPhoto)),
        (vec![0xff, 0xd8], Err(PhotoProblem::NotAPhoto)),
        (vec![0xff; MOST_PHOTO_BYTES + 1], Err(PhotoProblem::TooLarge)),
    ] {
        assert_eq!(identify(&bytes), expected);
    }
}

#[test]
fn a_jpeg_keeps_its_picture_and_its_colours_only() {
    let icc = segment(0xe2, b"ICC_PROFILE\0\x01\x01profile");
    let adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0\x01");
    let told = [
        jfif(),
        segment(0xe0, b"JFXX\0thumbnail"),
        exif(6, true),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
        icc.clone(),
        segment(0xe2, b"MPF\0more pictures"),
        segment(0xed, b"Photoshop 3.0\0"),
        adobe.clone(),
        segment(0xee, b"Adobe\0\x64\0\0\0\0\x01 and more"),
        segment(0xef, b"serial"),
        segment(0xfe, b"made at home"),
        segment(0xf5, b"reserved"),
    ];
    let photo = clean(&[jpeg(&told), b"MZ a program".to_vec()].concat()).unwrap();
    assert_eq!(photo.bytes, jpeg(&[jfif(), icc, adobe]));
    assert_eq!((photo.width, photo.height), (640, 480));
    assert_eq!((photo.orientation.number(), photo.orientation.quarter_turns()), (6, 1));
}

#[test]
fn a_thumbnail_in_the_header_is_cut_off() {
    let with_thumbnail = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01rgb");
    assert_eq!(clean(&jpeg(&[with_thumbnail])).unwrap().bytes, jpeg(&[jfif()]));
}

#[test]
fn metadata_between_scans_falls_away() {
    let scan = |coded: &[u8]| [segment(0xda, &[1, 1, 0, 0, 63, 0]), coded.to_vec()].concat();
    let start = [&[0xff, 0xd8][..], &segment(0xc2, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0])].concat();
    let with =
        [&start[..], &scan(b"ab"), &segment(0xfe, b"x"), &[0xff], &scan(b"cd"), &[0xff, 0xd9]].concat();
    let without = [&start[..], &scan(b"ab"), &scan(b"cd"), &[0xff, 0xd9]].concat();
    assert_eq!(clean(&with).unwrap().bytes, without);
}

#[test]
fn orientations_are_read_in_both_orders() {
    for number in 1..=8 {
        for is_big_endian in [true, false] {
            let photo = clean(&jpeg(&[exif(number, is_big_endian)])).unwrap();
            assert_eq!(photo.orientation.number(), number);
        }
    }
    let tiff = [b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0];
    assert_eq!(clean(&png_with(&[chunk(b"eXIf", &tiff)])).unwrap().orientation.quarter_turns(), 3);
    for (number, turns, is_mirrored) in
        [(1, 0, false), (2, 0, true), (3, 2, false), (5, 1, true), (8, 3, false)]
    {
        let orientation = clean(&jpeg(&[exif(number, true)])).unwrap().orientation;
        assert_eq!((orientation.quarter_turns(), orientation.is_mirrored()), (turns, is_mirrored));
    }
    for number in [0, 9, 255] {
        assert_eq!(clean(&jpeg(&[exif(number, true)])).unwrap().orientation, Orientation::default());
    }
}

#[test]
fn a_png_keeps_its_picture_and_its_colours_only() {
    let gamma = chunk(b"gAMA", &[0, 0, 0xb1, 0x8f]);
    let told = [
        gamma.clone(),
        chunk(b"tEXt", b"Author\0me"),
        chunk(b"zTXt", b"Comment\0\0x"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0x"),
        chunk(b"eXIf", b"MM\0*"),
        chunk(b"tIME", &[7, 0xea, 11, 20, 9, 0, 0]),
        chunk(b"caBX", b"signed by a camera"),
    ];
    let photo = clean(&[png_with(&told), b"MZ a program".to_vec()].concat()).unwrap();
    assert_eq!(photo.bytes, png_with(&[gamma]));
    assert_eq!((photo.width, photo.height), (640, 480));
}

#[test]
fn what_breaks_off_is_damaged() {
    let damaged = [
        vec![0xff, 0xd8, 0xff],
        jpeg(&[segment(0xd8, b"")]),
        [vec![0xff, 0xd8], segment(0xe0, b"JFIF\0"), vec![0xff, 0xd9]].concat(),
        jpeg(&[vec![0xff, 0xe1, 0, 1]]),
        png_of(&[header(640, 480), chunk(b"IEND", b"")]),
        png_of(&[chunk(b"IDAT", b"x"), header(640, 480), chunk(b"IEND", b"")]),
        png_of(&[header(640, 480), header(1, 1), chunk(b"IDAT", b"x"), chunk(b"IEND", b"")]),
        png_of(&[header(0, 480), chunk(b"IDAT", b"x"), chunk(b"IEND", b"")]),
        png_with(&[chunk(b"HARM", b"x")]),
    ];
    for bytes in damaged {
        assert_eq!(clean(&bytes), Err(PhotoProblem::Damaged), "{bytes:x?}");
    }
    for whole in [jpeg(&[jfif(), exif(1, true)]), png_with(&[])] {
        for length in 12..whole.len() {
            assert_eq!(clean(&whole[..length]), Err(PhotoProblem::Damaged), "cut at {length}");
        }
    }
    let mut wrong_sum = png_with(&[]);
    wrong_sum[40] ^= 1;
    assert_eq!(clean(&wrong_sum), Err(PhotoProblem::Damaged));
}

#[test]
fn a_picture_too_big_to_open_is_not_kept() {
    let bomb = png_of(&[header(60_000, 60_000), chunk(b"IDAT", b"x"), chunk(b"IEND", b"")]);
    assert_eq!(clean(&bomb), Err(PhotoProblem::TooManyPixels));
}

#[test]
fn the_check_sum_is_the_standards() {
    assert_eq!(png::crc(b"123456789"), 0xcbf4_3926);
    assert_eq!(png::crc(b"IEND"), 0xae42_6082);
}

fn segments() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let markers = prop_oneof![0xe0_u8..=0xfe, Just(0xdb), Just(0xc4)];
    let payload = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..60),
        "(JFIF|ICC_PROFILE|Exif|Adobe)\0[a-z\0]{0,20}".prop_map(String::into_bytes),
    ];
    let one = (markers, payload).prop_map(|(marker, payload)| segment(marker, &payload));
    proptest::collection::vec(one, 0..8)
}

fn chunks() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let kinds = proptest::sample::select(vec![b"tEXt", b"iCCP", b"eXIf", b"pHYs", b"tIME", b"prIv"]);
    let one =
        (kinds, proptest::collection::vec(any::<u8>(), 0..40)).prop_map(|(kind, data)| chunk(kind, &data));
    proptest::collection::vec(one, 0..8)
}

proptest! {
    #[test]
    fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = clean(&bytes);
        let _ = clean(&[&jpeg::MAGIC[..], &bytes].concat());
        let _ = clean(&[&png::MAGIC[..], &bytes].concat());
        let _ = clean(&jpeg(&[segment(0xe1, &[b"Exif\0\0", bytes.as_slice()].concat())]));
    }

    #[test]
    fn damage_never_panics(segments in segments(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = jpeg(&segments);
        let place = at.index(bytes.len());
        bytes[place] = byte;
        let _ = clean(&bytes);
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(segments in segments(), chunks in chunks(), tail in any::<Vec<u8>>()) {
        for bytes in [jpeg(&segments), png_with(&chunks)] {
            let once = clean(&[bytes, tail.clone()].concat()).unwrap();
            let twice = clean(&once.bytes).unwrap();
            prop_assert_eq!(&twice.bytes, &once.bytes);
            prop_assert_eq!((twice.width, twice.height), (once.width, once.height));
        }
    }

    /// What is left beside the picture is its colours, and the picture itself is untouched.
    #[test]
    fn only_the_picture_is_left(segments in segments(), chunks in chunks()) {
        let photo = clean(&jpeg(&segments)).unwrap();
        prop_assert!(photo.bytes.ends_with(&picture()));
        for (marker, payload) in segments_of(&photo.bytes) {
            let is_colour = payload.starts_with(b"ICC_PROFILE\0") || payload.starts_with(b"Adobe");
            let is_header = marker == 0xe0 && payload.len() == 14;
            prop_assert!(marker < 0xe0 || is_colour || is_header, "{marker:x} {payload:x?}");
        }
        let photo = clean(&png_with(&chunks)).unwrap();
        for kind in kinds_of(&photo.bytes) {
            prop_assert!([b"IHDR", b"iCCP", b"pHYs", b"IDAT", b"IEND"].contains(&&kind), "{kind:?}");
        }
    }
}

/// Segments before the scan.
fn segments_of(bytes: &[u8]) -> Vec<(u8, &[u8])> {
    let (mut found, mut place) = (Vec::new(), 2);
    while bytes[place + 1] != 0xda {
        let length = usize::from(u16::from_be_bytes([bytes[place + 2], bytes[place + 3]]));
        found.push((bytes[place + 1], &bytes[place + 4..place + 2 + length]));
        place += 2 + length;
    }
    found
}

fn kinds_of(bytes: &[u8]) -> Vec<[u8; 4]> {
    let (mut found, mut place) = (Vec::new(), png::MAGIC.len());
    while place < bytes.len() {
        let length = u32::from_be_bytes(bytes[place..place + 4].try_into().unwrap());
        found.push(bytes[place + 4..place + 8].try_into().unwrap());
        place += 12 + usize::try_from(length).unwrap();
    }
    found
}
