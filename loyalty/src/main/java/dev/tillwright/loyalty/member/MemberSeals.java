package dev.tillwright.loyalty.member;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import dev.tillwright.loyalty.member.MemberEntries.SealedIdentifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The one place where what is known of members is sealed and opened. Each record is bound to its
 * member and to what it is, so that none can be passed for another.
 */
final class MemberSeals {
  private static final String PROFILE = "member/profile";

  private final Sealer sealer;
  private final KeyedIndex index;

  MemberSeals(Sealer sealer, KeyedIndex index) {
    this.sealer = sealer;
    this.index = index;
  }

  static Subject subject(MemberId member) {
    return Subject.of("member/" + member.value());
  }

  String index(Identifier identifier) {
    byte[] plain = identifier.bytes();
    try {
      return index.of(identifier.kind().field(), plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  GenuineCodes codes() {
    return new GenuineCodes(index);
  }

  SealedIdentifier seal(MemberId member, int slot, Identifier identifier) {
    byte[] found = index(identifier).getBytes(StandardCharsets.US_ASCII);
    return new SealedIdentifier(
        slot,
        identifier.kind(),
        seal(member, found, indexContext(slot, identifier.kind())),
        seal(member, identifier.bytes(), valueContext(slot, identifier.kind())));
  }

  String seal(MemberId member, Profile profile) {
    return seal(member, profile.bytes(), PROFILE);
  }

  String sealProof(MemberId member, long order, String proof) {
    return seal(member, proof.getBytes(StandardCharsets.UTF_8), proofContext(order));
  }

  private String seal(MemberId member, byte[] plain, String context) {
    try {
      return Base64.getEncoder().encodeToString(sealer.seal(subject(member), plain, context));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Empty when the member was shredded. */
  static Optional<String> openIndex(Sealer sealer, MemberId member, SealedIdentifier identifier) {
    return text(
        sealer, member, identifier.index(), indexContext(identifier.slot(), identifier.kind()));
  }

  Optional<String> value(MemberId member, int slot, IdentifierKind kind, String sealed) {
    return text(sealer, member, sealed, valueContext(slot, kind));
  }

  Optional<String> proof(MemberId member, long order, String sealed) {
    return text(sealer, member, sealed, proofContext(order));
  }

  /** What a member wrote about a sale, under the context of feedback; empty when it is not ours. */
  Optional<String> words(MemberId member, String sale, String sealed) {
    try {
      return text(sealer, member, sealed, "feedback/" + sale);
    } catch (TillwrightException e) {
      if (e.code().equals("seal.refused")) {
        return Optional.empty(); // by another sealer
      }
      throw e;
    }
  }

  Optional<Profile> profile(MemberId member, String sealed) {
    Optional<byte[]> opened =
        sealer.open(subject(member), Base64.getDecoder().decode(sealed), PROFILE);
    try {
      return opened.map(Profile::read);
    } finally {
      opened.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    }
  }

  void shred(MemberId member) {
    sealer.shred(subject(member));
  }

  private static Optional<String> text(
      Sealer sealer, MemberId member, String sealed, String context) {
    Optional<byte[]> opened =
        sealer.open(subject(member), Base64.getDecoder().decode(sealed), context);
    try {
      return opened.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    } finally {
      opened.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    }
  }

  private static String indexContext(int slot, IdentifierKind kind) {
    return "member/index/" + slot + "/" + kind;
  }

  private static String valueContext(int slot, IdentifierKind kind) {
    return "member/value/" + slot + "/" + kind;
  }

  private static String proofContext(long order) {
    return "member/proof/" + order;
  }
}
