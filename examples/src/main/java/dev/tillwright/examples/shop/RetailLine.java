package dev.tillwright.examples.shop;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One line of the file, read and checked, with nothing decided yet.
 *
 * @param line where it stands in the file, from 1
 * @param invoice the invoice's number, with its letter when it has one
 * @param code the stock code
 * @param description the item's name; may be empty
 * @param quantity pieces; negative on cancellations and stock adjustments
 * @param at local time of the shop
 * @param price of one piece in pounds, without trailing zeros; negative on some adjustments
 * @param customer digits without leading zeros; {@code null} when anonymous
 * @param country as the file says it
 */
record RetailLine(
    long line,
    String invoice,
    String code,
    String description,
    long quantity,
    LocalDateTime at,
    BigDecimal price,
    @Nullable String customer,
    String country) {}
