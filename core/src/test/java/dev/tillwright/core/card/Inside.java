package dev.tillwright.core.card;

/** Looks at a secret's own array, to see whether it was wiped. */
final class Inside {

  private Inside() {}

  static byte[] of(Object secret, String field) throws ReflectiveOperationException {
    var outer = secret.getClass().getDeclaredField(field);
    outer.setAccessible(true);
    var inner = Hidden.class.getDeclaredField("bytes");
    inner.setAccessible(true);
    return (byte[]) inner.get(outer.get(secret));
  }
}
