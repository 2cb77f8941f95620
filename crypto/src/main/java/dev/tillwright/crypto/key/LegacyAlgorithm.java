package dev.tillwright.crypto.key;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what is here for old peers only: new systems have a stronger choice. NIST allows triple DES
 * for decryption of old data only since 2024 (SP 800-131A).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
public @interface LegacyAlgorithm {

  /** What is old about it, and what to use instead. */
  String value();
}
