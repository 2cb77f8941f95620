/**
 * Scanners and scales on USB as the HID point-of-sale tables describe them: the report descriptor
 * says where in a report each usage stands, so that no model needs a driver of its own. Reports
 * come through {@link dev.tillwright.device.hid.HidTransport}, a seam: Linux's {@code hidraw}, the
 * optional {@code hid4java}, or another library by the application. Start with {@link
 * dev.tillwright.device.hid.HidScanner}.
 *
 * <p>Source: Device Class Definition for HID 1.11, 6.2.2 (report descriptors); HID Point of Sale
 * Usage Tables 1.02, pages 0x8C (bar code scanner) and 0x8D (weighing); both USB-IF. Exercised on
 * reports composed from these tables, not on metal.
 */
@NullMarked
package dev.tillwright.device.hid;

import org.jspecify.annotations.NullMarked;
