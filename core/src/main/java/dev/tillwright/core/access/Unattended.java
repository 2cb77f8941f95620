package dev.tillwright.core.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call that does something without asking who may: it only goes on with what somebody was allowed
 * to begin, or brings a right of its own. Every other public call of a till is refused to who may
 * not, before it does anything; a test tries each.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Unattended {
  /** Why nobody is asked. */
  String value();
}
