/**
 * The page that shows a shop's days: figures in, one self-contained HTML file out. It may import
 * core's JSON writer and the JDK. Start with {@link dev.tillwright.examples.report.ReportPage}.
 */
@NullMarked
package dev.tillwright.examples.report;

import org.jspecify.annotations.NullMarked;
