package dev.tillwright.device.escpos;

/** How a printer takes pictures. */
public enum PictureForm {
  /** Rows of dots, {@code GS v 0}. */
  RASTER,
  /** Columns of 24 dots, {@code ESC * 33}: slower, and known to the oldest models. */
  COLUMN,
  NONE
}
