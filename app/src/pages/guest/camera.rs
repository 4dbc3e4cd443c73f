//! The camera looks for the code of a bill; a picture of the bill does as well, and so does typing.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_ui::components::{Button, ButtonKind, Notice, NoticeKind};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::payments::camera as t;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, MediaStream, MediaStreamConstraints,
    MediaStreamTrack,
};

use super::code::{self, Find, Picture};
use crate::pages::readings::photo::shrink;

/// How often a frame is looked at: a slow phone needs as long for one.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Longest side of a frame that is looked at: more finds no more and takes longer.
const LONGEST: u32 = 1_000;

/// What the camera is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Not asked for.
    Off,
    /// It is opened, or a picture is read.
    Busy,
    /// It looks.
    On,
    /// It cannot.
    Failed(Text),
}

/// Offers to find the code of a bill by camera, or in a picture.
#[component]
pub(super) fn BillCamera(
    /// Takes the text of a code.
    found: Callback<String>,
) -> impl IntoView {
    let state = RwSignal::new(State::Off);
    let video = NodeRef::<html::Video>::new();
    let stream = StoredValue::new_local(None::<MediaStream>);
    let close = move || {
        if let Some(stream) = stream.try_update_value(Option::take).flatten() {
            stop(&stream);
        }
    };
    on_cleanup(close);
    let open = Callback::new(move |()| {
        state.set(State::Busy);
        spawn_local(async move {
            match start().await {
                // The page may be gone by now, and nobody may look then.
                Ok((find, media)) if state.try_set(State::On).is_none() => {
                    stream.set_value(Some(media));
                    look(video, stream, state, find, found);
                }
                Ok((_, media)) => stop(&media),
                Err(why) => {
                    let _ = state.try_set(State::Failed(why));
                }
            }
        });
    });
    let stop_looking = Callback::new(move |()| {
        close();
        state.set(State::Off);
    });
    let pick = move |event: leptos::ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again.
        input.set_value("");
        state.set(State::Busy);
        spawn_local(async move {
            let read = match (code::program().await, shrink::picture(&file).await) {
                (Err(_), _) => Err(t::NO_PROGRAM),
                (Ok(find), picture) => {
                    let bytes = picture.and_then(|canvas| find(&frame(&canvas)?));
                    bytes.and_then(|bytes| code::text(&bytes)).ok_or(t::NOT_FOUND)
                }
            };
            // The page may be gone by now.
            let is_here =
                state.try_set(read.as_ref().err().map_or(State::Off, |why| State::Failed(*why))).is_none();
            if let Some(text) = read.ok().filter(|_| is_here) {
                found.run(text);
            }
        });
    };
    let is_on = move || state.get() == State::On;
    let failure = move || match state.get() {
        State::Failed(why) => Some(view! {
            <Notice kind=NoticeKind::Warning is_news=true><p>{why}</p></Notice>
        }),
        _ => None,
    };
    view! {
        <section class="camera stack" data-gap="small" aria-label=t::LABEL>
            {move || is_on().then(|| view! {
                // The picture is what the person sees anyway: nothing to read out.
                <video class="camera__picture" node_ref=video autoplay playsinline prop:muted=true aria-hidden="true"></video>
                <p role="status">{t::LOOKING}</p>
            })}
            {failure}
            <div class="row">
                {move || if is_on() {
                    view! { <Button kind=ButtonKind::Secondary on_press=stop_looking>{t::CLOSE}</Button> }.into_any()
                } else if has_camera() {
                    let busy = Signal::derive(move || state.get() == State::Busy);
                    view! { <Button kind=ButtonKind::Lit busy on_press=open>{t::OPEN}</Button> }.into_any()
                } else {
                    ().into_any()
                }}
                <label class="button camera__file" data-kind="quiet">
                    <input class="unseen" type="file" accept="image/*" on:change=pick/>
                    {t::PICTURE}
                </label>
            </div>
            <p class="soft">{t::OR_TYPE}</p>
        </section>
    }
}

/// Whether the browser lets pages ask for a camera: only where nobody can listen in.
fn has_camera() -> bool {
    window().navigator().media_devices().is_ok_and(|devices| !devices.is_undefined())
}

async fn start() -> Result<(Find, MediaStream), Text> {
    let devices = window().navigator().media_devices().map_err(|_| t::NO_CAMERA)?;
    let wanted = MediaStreamConstraints::new();
    let facing = js_sys::Object::new();
    // The camera at the back, where there are two.
    let _ = js_sys::Reflect::set(&facing, &"facingMode".into(), &"environment".into());
    wanted.set_video(&facing);
    let asked = devices.get_user_media_with_constraints(&wanted).map_err(|_| t::NO_CAMERA)?;
    let find = code::program();
    let media = JsFuture::from(asked).await.map_err(|error| {
        let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
        if name.as_deref() == Some("NotAllowedError") { t::NOT_ALLOWED } else { t::NO_CAMERA }
    })?;
    let media: MediaStream = media.unchecked_into();
    match find.await {
        Ok(find) => Ok((find, media)),
        Err(_) => {
            stop(&media);
            Err(t::NO_PROGRAM)
        }
    }
}

fn stop(media: &MediaStream) {
    for track in media.get_tracks() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
}

/// Looks at a frame again and again, until a code is found or the camera is closed.
fn look(
    video: NodeRef<html::Video>,
    stream: StoredValue<Option<MediaStream>, LocalStorage>,
    state: RwSignal<State>,
    find: Find,
    found: Callback<String>,
) {
    set_timeout(
        move || {
            let media = stream.try_with_value(Option::clone).flatten();
            let (Some(media), Some(State::On)) = (media, state.try_get_untracked()) else { return };
            let Some(video_now) = video.get_untracked() else {
                // Not drawn yet.
                return look(video, stream, state, find, found);
            };
            if video_now.src_object().is_none() {
                video_now.set_src_object(Some(&media));
            }
            let bytes = shot(&video_now).and_then(|picture| find(&picture));
            match bytes.and_then(|bytes| code::text(&bytes)) {
                Some(text) => {
                    stop(&media);
                    stream.set_value(None);
                    state.set(State::Off);
                    found.run(text);
                }
                None => look(video, stream, state, find, found),
            }
        },
        LOOK_EVERY,
    );
}

/// The frame that a camera shows; nothing before the first.
fn shot(video: &HtmlVideoElement) -> Option<Picture> {
    let (width, height) = (video.video_width(), video.video_height());
    let longest = width.max(height);
    if longest == 0 {
        return None;
    }
    let fit = |side: u32| if longest > LONGEST { side * LONGEST / longest } else { side };
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(fit(width));
    canvas.set_height(fit(height));
    context(&canvas)?
        .draw_image_with_html_video_element_and_dw_and_dh(
            video,
            0.0,
            0.0,
            fit(width).into(),
            fit(height).into(),
        )
        .ok()?;
    frame(&canvas)
}

fn frame(canvas: &HtmlCanvasElement) -> Option<Picture> {
    let (width, height) = (canvas.width(), canvas.height());
    let data = context(canvas)?.get_image_data(0.0, 0.0, width.into(), height.into()).ok()?;
    Some(Picture::of_colours(usize::try_from(width).ok()?, &data.data()))
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}
