/**
 * A shop's days as a file: the columns of UCI Online Retail read, grouped into invoices and turned
 * into what a till is told to do; and a corner shop of our own making that writes such a file. It
 * may import core's values and the JDK. Start with {@link dev.tillwright.examples.shop.ShopPlan}.
 */
@NullMarked
package dev.tillwright.examples.shop;

import org.jspecify.annotations.NullMarked;
