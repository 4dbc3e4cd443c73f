//! Answers before an appeal.

use svetlitsa_api::faq::FaqView;
use svetlitsa_api::paths::{self, fill};

use super::{Answer, Attempt, Caller};
use crate::i18n::Lang;

/// The answers in a language.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_faq(lang: Lang) -> Answer<FaqView> {
    super::get(&Caller::cabinet(), &format!("{}?language={}", paths::FAQ, lang.as_str())).await
}

/// An answer has helped.
///
/// # Errors
/// [`super::ClientError`].
pub async fn answer_helped(answer: &str, attempt: &Attempt) -> Answer<()> {
    super::post_quietly(&fill(paths::FAQ_HELPED, &[answer]), &(), attempt).await
}
