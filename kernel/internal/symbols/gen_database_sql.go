// Code generated from database/sql by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "database/sql"
)

func table_database_sql() []symbol {
	return []symbol{
		{"ColumnType", (*p0.ColumnType)(nil)},
		{"Conn", (*p0.Conn)(nil)},
		{"DB", (*p0.DB)(nil)},
		{"DBStats", (*p0.DBStats)(nil)},
		{"Drivers", p0.Drivers},
		{"ErrConnDone", &p0.ErrConnDone},
		{"ErrNoRows", &p0.ErrNoRows},
		{"ErrTxDone", &p0.ErrTxDone},
		{"IsolationLevel", (*p0.IsolationLevel)(nil)},
		{"Named", p0.Named},
		{"NamedArg", (*p0.NamedArg)(nil)},
		{"NullBool", (*p0.NullBool)(nil)},
		{"NullByte", (*p0.NullByte)(nil)},
		{"NullFloat64", (*p0.NullFloat64)(nil)},
		{"NullInt16", (*p0.NullInt16)(nil)},
		{"NullInt32", (*p0.NullInt32)(nil)},
		{"NullInt64", (*p0.NullInt64)(nil)},
		{"NullString", (*p0.NullString)(nil)},
		{"NullTime", (*p0.NullTime)(nil)},
		{"Open", p0.Open},
		{"OpenDB", p0.OpenDB},
		{"Out", (*p0.Out)(nil)},
		{"RawBytes", (*p0.RawBytes)(nil)},
		{"Register", p0.Register},
		{"Result", (*p0.Result)(nil)},
		{"_Result", (*_database_sql_Result)(nil)},
		{"Row", (*p0.Row)(nil)},
		{"Rows", (*p0.Rows)(nil)},
		{"Scanner", (*p0.Scanner)(nil)},
		{"_Scanner", (*_database_sql_Scanner)(nil)},
		{"Stmt", (*p0.Stmt)(nil)},
		{"Tx", (*p0.Tx)(nil)},
		{"TxOptions", (*p0.TxOptions)(nil)},
	}
}

// _database_sql_Result is an interface wrapper for Result.
type _database_sql_Result struct {
	IValue        interface{}
	WLastInsertId func() (int64, error)
	WRowsAffected func() (int64, error)
}

func (w _database_sql_Result) LastInsertId() (int64, error) {
	return w.WLastInsertId()
}
func (w _database_sql_Result) RowsAffected() (int64, error) {
	return w.WRowsAffected()
}

// _database_sql_Scanner is an interface wrapper for Scanner.
type _database_sql_Scanner struct {
	IValue interface{}
	WScan  func(a0 any) error
}

func (w _database_sql_Scanner) Scan(a0 any) error {
	return w.WScan(a0)
}
