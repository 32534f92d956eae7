/// Changes that happen together or not at all; it reads what it wrote.
package struct WriteTransaction: Reading {
    package let connection: Connection
}
