/// What can be asked: both transactions answer it.
package protocol Reading {
    var connection: Connection { get }
}

/// One unchanging state of everything.
package struct ReadTransaction: Reading {
    package let connection: Connection
}
