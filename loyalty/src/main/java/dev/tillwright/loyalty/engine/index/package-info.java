/**
 * Which of many rules hold for some facts, at a cost that follows the rules that hold; not
 * exported. Knows nothing of points: conditions come as formulas over numbered dimensions. Imports
 * nothing of the house. Start with {@link dev.tillwright.loyalty.engine.index.PredicateIndex}.
 */
@NullMarked
package dev.tillwright.loyalty.engine.index;

import org.jspecify.annotations.NullMarked;
