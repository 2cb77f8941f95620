package dev.tillwright.device;

/**
 * A driver that could not be used, and why. The others work all the same.
 *
 * @param provider its class or id, or {@code "?"} when not even that was readable
 * @param source the jar or folder it came from, or {@code "?"}
 * @param reason the error's type and text
 */
public record ProviderProblem(String provider, String source, String reason) {}
