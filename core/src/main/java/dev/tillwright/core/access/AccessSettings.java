package dev.tillwright.core.access;

import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Sealer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How access is controlled. Immutable. */
public final class AccessSettings {
  private final Builder from;

  private AccessSettings(Builder from) {
    this.from = from.copy();
  }

  /**
   * The defaults, see {@link Builder}.
   *
   * @param hasher {@code null} refuses operators who have a secret
   */
  public static AccessSettings standard(@Nullable SecretHasher hasher, Clock clock) {
    return builder(hasher, clock).build();
  }

  /**
   * Starts from the defaults.
   *
   * @param hasher {@code null} refuses operators who have a secret
   * @param clock for lock-outs and sessions; the same as the journal's
   */
  public static Builder builder(@Nullable SecretHasher hasher, Clock clock) {
    return new Builder(hasher, clock);
  }

  /** What checks secrets; {@code null} for nothing. */
  public @Nullable SecretHasher hasher() {
    return from.hasher;
  }

  /** All roles that are known here. */
  public List<Role> roles() {
    return from.roles;
  }

  public LockOut lockOut() {
    return from.lockOut;
  }

  /** How long one stays logged on at most. */
  public Duration session() {
    return from.session;
  }

  /** How long one stays logged on without doing anything. */
  public Duration idle() {
    return from.idle;
  }

  /** How long ago one must have shown who one is at most, for what is {@link #sensitive}. */
  public Duration fresh() {
    return from.fresh;
  }

  public Set<Permission> sensitive() {
    return from.sensitive;
  }

  /** How long an override holds. */
  public Duration override() {
    return from.override;
  }

  public Duration patience() {
    return from.patience;
  }

  public Clock clock() {
    return from.clock;
  }

  public Totp codes() {
    return from.codes;
  }

  @Nullable Sealer sealer() {
    return from.sealer;
  }

  SecureRandom random() {
    return from.random;
  }

  @Nullable IdentityCheck identity(IdentityCheck.Method method) {
    return from.identities.get(method);
  }

  @Nullable KeyedIndex references() {
    return from.references;
  }

  KeyAges keys() {
    return from.keys;
  }

  @Nullable CheckpointKeys listKeys() {
    return from.listKeys;
  }

  /** Whether a till whose revocation list is too old is as frozen. */
  public boolean freezesWhenStale() {
    return from.freezesWhenStale;
  }

  boolean isOffline() {
    return from.offline.getAsBoolean();
  }

  /**
   * Defaults: the roles of {@link Role#USUAL}, {@link LockOut#DEFAULT}, sessions of 12 hours that
   * end after as much of nothing, 30 minutes for operators and incidents to be managed without
   * showing again who one is, overrides of 5 minutes, 10 seconds of patience, {@link Totp#USUAL};
   * no sealer, so no one-time codes; no devices that say who is there; no revocation lists; the
   * host counts as in reach.
   */
  public static final class Builder {
    private final @Nullable SecretHasher hasher;
    private final Clock clock;
    private final Map<IdentityCheck.Method, IdentityCheck> identities =
        new EnumMap<>(IdentityCheck.Method.class);
    private List<Role> roles = Role.USUAL;
    private LockOut lockOut = LockOut.DEFAULT;
    private Duration session = Duration.ofHours(12);
    private Duration idle = Duration.ofHours(12);
    private Duration fresh = Duration.ofMinutes(30);
    private Set<Permission> sensitive =
        Collections.unmodifiableSet(EnumSet.of(Permission.MANAGE_OPERATORS, Permission.INCIDENT));
    private Duration override = Duration.ofMinutes(5);
    private Duration patience = Duration.ofSeconds(10);
    private Totp codes = Totp.USUAL;
    private @Nullable Sealer sealer;
    private SecureRandom random = new SecureRandom();
    private @Nullable KeyedIndex references;
    private KeyAges keys = KeyAges.none();
    private @Nullable CheckpointKeys listKeys;
    private boolean freezesWhenStale;
    private BooleanSupplier offline = () -> false;

    private Builder(@Nullable SecretHasher hasher, Clock clock) {
      this.hasher = hasher;
      this.clock = Objects.requireNonNull(clock, "clock");
    }

    private Builder copy() {
      Builder copy = new Builder(hasher, clock);
      copy.identities.putAll(identities);
      copy.roles = roles;
      copy.lockOut = lockOut;
      copy.session = session;
      copy.idle = idle;
      copy.fresh = fresh;
      copy.sensitive = sensitive;
      copy.override = override;
      copy.patience = patience;
      copy.codes = codes;
      copy.sealer = sealer;
      copy.random = random;
      copy.references = references;
      copy.keys = keys;
      copy.listKeys = listKeys;
      copy.freezesWhenStale = freezesWhenStale;
      copy.offline = offline;
      return copy;
    }

    /** All that are known here; an operator of another role is refused. */
    public Builder roles(List<Role> set) {
      if (set.stream().map(Role::name).distinct().count() != set.size()) {
        throw new IllegalArgumentException("two roles have one name");
      }
      this.roles = List.copyOf(set);
      return this;
    }

    public Builder lockOut(LockOut set) {
      this.lockOut = Objects.requireNonNull(set, "set");
      return this;
    }

    /**
     * How long one stays logged on.
     *
     * @param most one minute to seven days
     * @param withoutAnything one minute to {@code most}
     */
    public Builder session(Duration most, Duration withoutAnything) {
      within(most, Duration.ofMinutes(1), Duration.ofDays(7));
      within(withoutAnything, Duration.ofMinutes(1), most);
      this.session = most;
      this.idle = withoutAnything;
      return this;
    }

    /**
     * For what one must have shown who one is not long ago.
     *
     * @param within one minute to one day
     */
    public Builder sensitive(Set<Permission> set, Duration within) {
      within(within, Duration.ofMinutes(1), Duration.ofDays(1));
      this.sensitive = Set.copyOf(set);
      this.fresh = within;
      return this;
    }

    /** How long an override holds: ten seconds to one hour. */
    public Builder override(Duration set) {
      within(set, Duration.ofSeconds(10), Duration.ofHours(1));
      this.override = set;
      return this;
    }

    /** How long to wait for the journal: one millisecond to ten minutes. */
    public Builder patience(Duration set) {
      within(set, Duration.ofMillis(1), Duration.ofMinutes(10));
      this.patience = set;
      return this;
    }

    /**
     * One-time codes, and what seals their seeds.
     *
     * @param random makes the seeds
     */
    public Builder codes(Totp kind, Sealer sealer, SecureRandom random) {
      this.codes = Objects.requireNonNull(kind, "kind");
      this.sealer = Objects.requireNonNull(sealer, "sealer");
      this.random = Objects.requireNonNull(random, "random");
      return this;
    }

    /** A device that says who is there; it needs {@link #references}. */
    public Builder identity(IdentityCheck.Method method, IdentityCheck device) {
      identities.put(method, Objects.requireNonNull(device, "device"));
      return this;
    }

    /**
     * Under what the journal keeps the references of devices, such as the numbers of staff cards.
     * Without it nobody is known by a device.
     */
    public Builder references(KeyedIndex index) {
      this.references = Objects.requireNonNull(index, "index");
      return this;
    }

    /** Tells the audit how old keys are. */
    public Builder keys(KeyAges set) {
      this.keys = Objects.requireNonNull(set, "set");
      return this;
    }

    /**
     * Whose revocation lists are believed.
     *
     * @param freezesWhenStale whether a till whose list is too old sells no more until it was
     *     brought a newer one; otherwise it only says so
     */
    public Builder revocationLists(CheckpointKeys keys, boolean freezesWhenStale) {
      this.listKeys = Objects.requireNonNull(keys, "keys");
      this.freezesWhenStale = freezesWhenStale;
      return this;
    }

    /** How it is found out that the host is out of reach; answers at once. */
    public Builder offline(BooleanSupplier known) {
      this.offline = Objects.requireNonNull(known, "known");
      return this;
    }

    public AccessSettings build() {
      return new AccessSettings(this);
    }

    private static void within(Duration value, Duration least, Duration most) {
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new IllegalArgumentException("not from " + least + " to " + most);
      }
    }
  }
}
