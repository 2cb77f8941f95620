package dev.tillwright.examples.day;

import dev.tillwright.examples.shop.Days;
import dev.tillwright.examples.shop.House;
import java.nio.file.Path;

/**
 * What is to be replayed.
 *
 * @param house whose shop
 * @param file the invoices
 * @param days which of them
 * @param story whether it is the default shop, which shows more than plain sales
 * @param receipts how many are printed
 * @param invoices how many there are
 * @param kill whether the till's process is killed halfway
 */
record ShopOptions(
    House house, Path file, Days days, boolean story, int receipts, int invoices, boolean kill) {}
