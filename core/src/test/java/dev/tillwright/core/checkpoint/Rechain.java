package dev.tillwright.core.checkpoint;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a forger does who may write the file: changes one entry and computes the chain anew. */
final class Rechain {
  private Rechain() {}

  static void from(Path file, long seq, String payload) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      List<String[]> rows = new ArrayList<>();
      try (var query =
              connection.prepareStatement(
                  "select terminal, epoch, seq, at, kind, payload, prev_hash from journal"
                      + " where seq >= ? order by seq");
          ResultSet all = rows(query, seq)) {
        while (all.next()) {
          String[] row = new String[7];
          for (int i = 0; i < row.length; i++) {
            row[i] = all.getString(i + 1);
          }
          rows.add(row);
        }
      }
      rows.get(0)[5] = payload;
      String before = rows.get(0)[6];
      for (String[] row : rows) {
        row[6] = before;
        before = hash(row);
        try (PreparedStatement update =
            connection.prepareStatement(
                "update journal set payload = ?, prev_hash = ?, hash = ? where seq = ?")) {
          update.setString(1, row[5]);
          update.setString(2, row[6]);
          update.setString(3, before);
          update.setLong(4, Long.parseLong(row[2]));
          update.executeUpdate();
        }
      }
      try (PreparedStatement update =
          connection.prepareStatement("update journal_writer set hash = ?")) {
        update.setString(1, before);
        update.executeUpdate();
      }
      connection.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static ResultSet rows(PreparedStatement query, long seq) throws SQLException {
    query.setLong(1, seq);
    return query.executeQuery();
  }

  private static String hash(String[] row) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      field(sha256, "tillwright-journal-1");
      for (String field : row) {
        field(sha256, field);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void field(MessageDigest sha256, String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    sha256.update(java.nio.ByteBuffer.allocate(4).putInt(bytes.length).array());
    sha256.update(bytes);
  }
}
