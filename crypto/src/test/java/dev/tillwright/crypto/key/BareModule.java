package dev.tillwright.crypto.key;

import dev.tillwright.core.card.SecretBytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A module that fails the test when it is asked for anything. */
record BareModule(Set<KeyAbility> abilities) implements KeyModule {
  @Override
  public String name() {
    return "bare";
  }

  @Override
  public List<KeyHandle> inventory() {
    throw asked();
  }

  @Override
  public Optional<KeyHandle> find(KeyRef ref) {
    throw asked();
  }

  @Override
  public Optional<KeyHandle> newest(String id) {
    throw asked();
  }

  @Override
  public KeyHandle generate(String id, KeySpec spec) {
    throw asked();
  }

  @Override
  public KeyHandle load(String id, KeySpec spec, SecretBytes key) {
    throw asked();
  }

  @Override
  public SecretBytes reveal(KeyHandle key) {
    throw asked();
  }

  @Override
  public byte[] seal(KeyHandle key, byte[] plain, byte[] context) {
    throw asked();
  }

  @Override
  public byte[] open(KeyHandle key, byte[] sealed, byte[] context) {
    throw asked();
  }

  @Override
  public byte[] encrypt(KeyHandle key, BlockMode mode, byte[] iv, byte[] plain) {
    throw asked();
  }

  @Override
  public byte[] decrypt(KeyHandle key, BlockMode mode, byte[] iv, byte[] cipher) {
    throw asked();
  }

  @Override
  public byte[] mac(KeyHandle key, MacMethod method, byte[] message) {
    throw asked();
  }

  @Override
  public byte[] wrap(KeyHandle kek, KeyHandle key, boolean padded) {
    throw asked();
  }

  @Override
  public KeyHandle unwrap(KeyHandle kek, String id, KeySpec spec, byte[] wrapped, boolean padded) {
    throw asked();
  }

  @Override
  public byte[] kcv(KeyHandle key, KcvStyle style) {
    throw asked();
  }

  @Override
  public boolean knows(KeyTask<?> task) {
    return false;
  }

  @Override
  public <R> R perform(KeyTask<R> task) {
    throw asked();
  }

  @Override
  public KeyHandle move(KeyHandle key, KeyState state) {
    throw asked();
  }

  @Override
  public int reserve(KeyHandle key, int wanted) {
    throw asked();
  }

  @Override
  public long used(KeyHandle key) {
    throw asked();
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  private static AssertionError asked() {
    return new AssertionError("a module without the ability was asked");
  }
}
