package dev.tillwright.device.spi;

/** What a device can do, as data: each kind has a record of its own. Ask before use. */
public interface Capabilities {}
