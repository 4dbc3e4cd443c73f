//! A table; on a phone each row becomes a small card whose cells say their column's name.

use leptos::prelude::*;

use crate::i18n::Words;

/// A column.
#[derive(Clone)]
pub struct Column {
    /// Its name.
    pub name: Words,
    /// Its cells are numbers and stand at the right.
    pub is_number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(name: impl Into<Words>) -> Self {
        Self { name: name.into(), is_number: false }
    }

    /// A column of numbers.
    pub fn numbers(name: impl Into<Words>) -> Self {
        Self { name: name.into(), is_number: true }
    }
}

/// A table. The first cell of a row is its header.
#[component]
pub fn Table(
    /// What it shows.
    #[prop(into)]
    caption: Words,
    /// Its columns.
    columns: Vec<Column>,
    /// Its rows, as many cells as columns.
    rows: Vec<Vec<AnyView>>,
    /// The sum below.
    #[prop(optional)]
    total: Vec<AnyView>,
) -> impl IntoView {
    let head = columns
        .iter()
        .map(|column| {
            let number = column.is_number.then_some("");
            view! { <th scope="col" data-number=number>{column.name.clone()}</th> }
        })
        .collect_view();
    let line = |cells: Vec<AnyView>| {
        let cells = cells
            .into_iter()
            .zip(&columns)
            .enumerate()
            .map(|(i, (cell, column))| {
                let (label, number) = (column.name.clone(), column.is_number.then_some(""));
                if i == 0 {
                    view! { <th scope="row" data-label=label data-number=number>{cell}</th> }.into_any()
                } else {
                    view! { <td data-label=label data-number=number>{cell}</td> }.into_any()
                }
            })
            .collect_view();
        view! { <tr>{cells}</tr> }
    };
    let has_total = !total.is_empty();
    let foot = line(total);
    view! {
        <table class="table">
            <caption>{caption}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{rows.into_iter().map(line).collect_view()}</tbody>
            {has_total.then(|| view! { <tfoot>{foot}</tfoot> })}
        </table>
    }
}
