package io.touchback.messaging;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database that can be taken away. */
final class FlakyDataSource implements DataSource {
  private final DataSource real;
  private volatile boolean away;
  private volatile boolean broken;

  FlakyDataSource(DataSource real) {
    this.real = real;
  }

  void fail() {
    away = true;
  }

  /** Whoever asks for a connection runs into an error that is no exception. */
  void breakDown() {
    broken = true;
  }

  void heal() {
    away = false;
    broken = false;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (broken) {
      throw new NoClassDefFoundError("of a driver");
    }
    if (away) {
      throw new SQLException("taken away", "08006");
    }
    return real.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return real.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return real.isWrapperFor(type);
  }
}
