/**
 * What a program gives on a file of sales and returns: the rule engine and the points ledger behind
 * one command. Imports loyalty and core. Start with {@link
 * dev.tillwright.examples.award.AwardCommand}.
 */
@NullMarked
package dev.tillwright.examples.award;

import org.jspecify.annotations.NullMarked;
