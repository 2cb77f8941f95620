/**
 * {@code conformance}: runs folders of test vectors against the SDK. May import all modules; start
 * with {@link dev.tillwright.examples.conformance.Conformance}.
 *
 * <p>A new kind of file is one class that implements {@link
 * dev.tillwright.examples.conformance.VectorKind} and one line in {@link
 * dev.tillwright.examples.conformance.Kinds} (take the line of its name out of {@code NOT_BUILT}).
 * In {@code run}, take each list of the file with {@link
 * dev.tillwright.examples.conformance.VectorFile#rows} and give every row to {@link
 * dev.tillwright.examples.conformance.Report#check}: the check returns when the row holds, calls
 * {@link dev.tillwright.examples.conformance.Row#same} to compare, and lets what refuses an input
 * be seen by {@link dev.tillwright.examples.conformance.Row#refused}. A row's {@code expect} is
 * read through {@link dev.tillwright.examples.conformance.Expectation}, which finds the keys that
 * nobody asked for; a word of a closed set ({@code algorithm}, {@code kind}, {@code dialect}) is
 * read with {@link dev.tillwright.examples.conformance.Row#oneOf}. A list whose room does not stand
 * yet is told with {@link dev.tillwright.examples.conformance.Report#notBuilt}.
 */
@NullMarked
package dev.tillwright.examples.conformance;

import org.jspecify.annotations.NullMarked;
