package dev.tillwright.crypto.module;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.KeyRef;
import dev.tillwright.crypto.key.KeyRing;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyState;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.key.UseLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Keys at rest, in a database. Each is sealed by the ring with everything that is said of it as
 * context, its state too: a row that was changed does not open. What counts its uses stands beside,
 * unsealed.
 */
final class KeyTable implements KeyRecords {
  private static final String COMPONENT = "keys";
  private static final String LABEL = "tillwright.key.1";
  private static final String COLUMNS =
      "id, version, usage, mode, algorithm, bits, exportability, max_uses, protect_until,"
          + " process_until, created, state, ring_key, sealed";
  private static final List<Migration> STEPS =
      List.of(
          Migration.of(
              1,
              "create table key_record (id text not null, version integer not null,"
                  + " usage text not null, mode text not null, algorithm text not null,"
                  + " bits integer not null, exportability text not null, max_uses bigint not null,"
                  + " protect_until bigint not null, process_until bigint not null,"
                  + " created bigint not null, state text not null, ring_key text not null,"
                  + " sealed text not null, uses bigint not null, primary key (id, version))"));

  private final Database database;
  private final KeyRing ring;

  /** Brings the tables up to date, and seals anew what an older key of the ring has sealed. */
  KeyTable(Database database, KeyRing ring) {
    this.database = database;
    this.ring = ring;
    database.migrate(COMPONENT, STEPS);
    database.change(this::renew);
  }

  private void renew(Tx tx) {
    KeyId current = ring.current(KeyPurpose.SEAL);
    List<ShelvedKey> old =
        tx.list(
            "select " + COLUMNS + " from key_record where ring_key <> ? and ring_key <> ''",
            this::shelved,
            current.value());
    old.forEach(
        key -> {
          update(tx, key);
          key.wipe();
        });
  }

  @Override
  public List<ShelvedKey> all() {
    return database.read(
        tx ->
            tx.list("select " + COLUMNS + " from key_record order by id, version", this::shelved));
  }

  @Override
  public void write(KeyChange change) {
    if (change.kept().isEmpty() && change.destroyed().stream().noneMatch(KeyHandle::durable)) {
      return;
    }
    database.change(
        tx -> {
          change.kept().forEach(key -> insert(tx, key));
          change.destroyed().stream().filter(KeyHandle::durable).forEach(key -> end(tx, key.ref()));
        });
  }

  private void insert(Tx tx, ShelvedKey key) {
    KeyHandle handle = key.handle();
    KeySpec spec = handle.spec();
    boolean fresh =
        tx.insertIfAbsent(
            "insert into key_record ("
                + COLUMNS
                + ", uses)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            handle.ref().id(),
            handle.ref().version(),
            spec.usage().code(),
            String.valueOf(spec.mode().code()),
            String.valueOf(spec.algorithm().code()),
            spec.bits(),
            String.valueOf(spec.exportability().code()),
            spec.limits().maxUses(),
            seconds(spec.limits().protectUntil()),
            seconds(spec.limits().processUntil()),
            handle.created().getEpochSecond(),
            handle.state().name(),
            ring.current(KeyPurpose.SEAL).value(),
            sealed(key));
    if (!fresh) {
      throw ShelvedKey.meanwhile(handle.ref());
    }
  }

  private static void end(Tx tx, KeyRef ref) {
    int ended =
        tx.update(
            "update key_record set state = 'DESTROYED', ring_key = '', sealed = ''"
                + " where id = ? and version = ? and state <> 'DESTROYED'",
            ref.id(),
            ref.version());
    if (ended != 1) {
      throw ShelvedKey.gone(ref);
    }
  }

  @Override
  public void replace(ShelvedKey key) {
    database.change(tx -> update(tx, key));
  }

  private void update(Tx tx, ShelvedKey key) {
    KeyRef ref = key.handle().ref();
    int updated =
        tx.update(
            "update key_record set state = ?, ring_key = ?, sealed = ?"
                + " where id = ? and version = ? and state <> 'DESTROYED'",
            key.handle().state().name(),
            ring.current(KeyPurpose.SEAL).value(),
            sealed(key),
            ref.id(),
            ref.version());
    if (updated != 1) {
      throw ShelvedKey.gone(ref);
    }
  }

  @Override
  public int reserve(KeyRef key, int wanted, long max) {
    return database.write(
        tx -> {
          long used = used(tx, key);
          int granted = (int) Math.max(0, Math.min(wanted, max - used));
          tx.update(
              "update key_record set uses = ? where id = ? and version = ?",
              used + granted,
              key.id(),
              key.version());
          return granted;
        });
  }

  @Override
  public long used(KeyRef key) {
    return database.read(tx -> used(tx, key));
  }

  private static long used(Tx tx, KeyRef key) {
    return tx.first(
            "select uses from key_record where id = ? and version = ?",
            row -> row.number(1),
            key.id(),
            key.version())
        .orElseThrow(() -> ShelvedKey.gone(key));
  }

  private String sealed(ShelvedKey key) {
    byte[] bytes = key.bytes();
    try {
      return Base64.getEncoder()
          .encodeToString(ring.seal(ring.current(KeyPurpose.SEAL), bytes, context(key.handle())));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private ShelvedKey shelved(Tx.Row row) {
    KeyRef ref = new KeyRef(row.text(1), Math.toIntExact(row.number(2)));
    try {
      KeyHandle handle =
          new KeyHandle(
              ref,
              new KeySpec(
                  KeyUsage.of(row.text(3)),
                  ModeOfUse.of(row.text(4).charAt(0)).orElseThrow(),
                  KeyAlgorithm.of(row.text(5).charAt(0)).orElseThrow(),
                  Math.toIntExact(row.number(6)),
                  Exportability.of(row.text(7).charAt(0)).orElseThrow(),
                  new UseLimits(row.number(8), instant(row.number(9)), instant(row.number(10)))),
              KeyState.valueOf(row.text(12)),
              Instant.ofEpochSecond(row.number(11)),
              true);
      if (handle.state() == KeyState.DESTROYED) {
        return new ShelvedKey(handle, null);
      }
      return ShelvedKey.of(
          handle,
          ring.open(
              new KeyId(row.text(13)), Base64.getDecoder().decode(row.text(14)), context(handle)));
    } catch (TillwrightException e) {
      throw e.code().equals("key.refused") ? damaged(ref) : e;
    } catch (RuntimeException e) {
      throw damaged(ref); // without the cause: its text may hold what stood there
    }
  }

  private static TillwrightException damaged(KeyRef ref) {
    return new TillwrightException(
        "key.damaged", false, "the record of a key is not as it was sealed: " + ref);
  }

  /** Everything that is said of a key, with one zero byte between. */
  private static byte[] context(KeyHandle handle) {
    KeySpec spec = handle.spec();
    List<Object> said = new ArrayList<>();
    said.add(LABEL);
    said.add(handle.ref());
    said.add(spec);
    said.add(spec.limits().maxUses());
    said.add(seconds(spec.limits().protectUntil()));
    said.add(seconds(spec.limits().processUntil()));
    said.add(handle.created().getEpochSecond());
    said.add(handle.state());
    return String.join("\0", said.stream().map(String::valueOf).toList()).getBytes(US_ASCII);
  }

  private static long seconds(Instant time) {
    return time.equals(Instant.MAX) ? Long.MAX_VALUE : time.getEpochSecond();
  }

  private static Instant instant(long seconds) {
    return seconds == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochSecond(seconds);
  }
}
