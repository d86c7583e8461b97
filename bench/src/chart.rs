//! The chart of the time a question takes against the number of facts.

use crate::measure::Row;
use crate::report::figure;
use plotters::element::{EmptyElement, Text};
use plotters::prelude::{
    ChartBuilder, Circle, IntoDrawingArea, IntoLogRange, LineSeries, RGBColor, SVGBackend, WHITE,
};
use plotters::style::{Color, IntoFont};
use std::path::Path;

const COLOURS: [RGBColor; 7] = [
    RGBColor(200, 30, 60),
    RGBColor(60, 110, 190),
    RGBColor(20, 60, 130),
    RGBColor(90, 150, 90),
    RGBColor(190, 130, 30),
    RGBColor(130, 90, 160),
    RGBColor(110, 110, 110),
];

/// Draws it, both axes logarithmic, each line with its engine's name at its end.
///
/// # Errors
/// In words, where the file cannot be written.
pub fn draw(rows: &[Row], path: &Path) -> Result<(), String> {
    drawn(rows, path).map_err(|error| error.to_string())
}

fn drawn(rows: &[Row], path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut engines: Vec<&str> = Vec::new();
    for row in rows {
        if !engines.contains(&row.engine.as_str()) {
            engines.push(&row.engine);
        }
    }
    let (least, most) = span(rows.iter().map(|row| row.facts as f64));
    let (low, high) = span(rows.iter().map(|row| row.p50.max(1e-4)));
    let root = SVGBackend::new(path, (900, 540)).into_drawing_area();
    root.fill(&WHITE)?;
    // Room on the right for the names.
    let mut chart = ChartBuilder::on(&root)
        .caption("Processor time of one question (median)", ("sans-serif", 20))
        .margin(14)
        .margin_right(24)
        .x_label_area_size(46)
        .y_label_area_size(76)
        .build_cartesian_2d((least..most * 6.0).log_scale(), (low * 0.5..high * 2.0).log_scale())?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .x_desc("facts")
        .y_desc("milliseconds")
        .label_style(("sans-serif", 14))
        .x_label_formatter(&|facts| figure(*facts as usize))
        .y_label_formatter(&|ms| if *ms < 1.0 { format!("{ms}") } else { figure(*ms as usize) })
        .draw()?;
    // The names stand at the ends of the lines, from the lowest up, and move up where they would stand on one another.
    let gap = (high / low * 4.0).ln() * 18.0 / 420.0;
    let mut names: Vec<(&str, RGBColor, (f64, f64))> = Vec::new();
    for (engine, colour) in engines.into_iter().zip(COLOURS.into_iter().cycle()) {
        let points: Vec<(f64, f64)> =
            rows.iter().filter(|row| row.engine == engine).map(|row| (row.facts as f64, row.p50.max(1e-4))).collect();
        let width = if engine == "whitehall" { 3 } else { 2 };
        chart.draw_series(LineSeries::new(points.clone(), colour.stroke_width(width)))?;
        chart.draw_series(points.iter().map(|point| Circle::new(*point, 3, colour.filled())))?;
        names.extend(points.last().map(|end| (engine, colour, *end)));
    }
    names.sort_by(|(_, _, a), (_, _, b)| a.1.total_cmp(&b.1));
    let mut lowest = 0.0_f64;
    for (engine, colour, (x, y)) in names {
        let y = y.max(lowest);
        lowest = y * gap.exp();
        let style = ("sans-serif", 15).into_font().color(&colour);
        chart.draw_series([EmptyElement::at((x, y)) + Text::new(engine.to_owned(), (8, -7), style)])?;
    }
    root.present()?;
    Ok(())
}

fn span(numbers: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    (numbers.clone().fold(f64::MAX, f64::min), numbers.fold(f64::MIN, f64::max))
}
