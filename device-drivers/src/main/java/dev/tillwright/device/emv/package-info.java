/**
 * What an EMV chip card says of itself: which applications it has, and what stands in the chosen
 * one. May import {@code spi} and core. Start with {@link dev.tillwright.device.emv.EmvReader}.
 *
 * <p>This is <b>no EMV kernel</b>: no cardholder verification, no data authentication, no risk
 * management, no cryptogram. Whoever pays by chip uses a certified terminal ({@code
 * device.spi.PaymentTerminal}); what is read here serves to recognise a card, and never proves that
 * it is the card it says it is.
 *
 * <p>Sources: EMV Integrated Circuit Card Specifications 4.3, books 1, 3 and 4; EMV Contactless
 * book B 2.x, 3.3; ISO/IEC 7816-3 and 7816-4.
 */
@NullMarked
package dev.tillwright.device.emv;

import org.jspecify.annotations.NullMarked;
