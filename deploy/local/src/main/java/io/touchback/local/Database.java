package io.touchback.local;

import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL server, wherever it runs. */
public interface Database extends AutoCloseable {
  String host();

  int port();

  String user();

  String password();

  /** Creates the database if it is not there. */
  default void createDatabase(String name) {
    try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), user(), password());
        var statement = connection.createStatement();
        var found =
            statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
      if (!found.next()) {
        statement.execute("create database " + name);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot create the database " + name, e);
    }
  }

  default String jdbcUrl(String database) {
    return "jdbc:postgresql://" + host() + ":" + port() + "/" + database;
  }

  @Override
  void close();
}
