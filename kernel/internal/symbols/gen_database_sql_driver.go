// Code generated from database/sql/driver by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "context"
	p0 "database/sql/driver"
	p2 "reflect"
)

func table_database_sql_driver() []symbol {
	return []symbol{
		{"Bool", &p0.Bool},
		{"ColumnConverter", (*p0.ColumnConverter)(nil)},
		{"_ColumnConverter", (*_database_sql_driver_ColumnConverter)(nil)},
		{"Conn", (*p0.Conn)(nil)},
		{"_Conn", (*_database_sql_driver_Conn)(nil)},
		{"ConnBeginTx", (*p0.ConnBeginTx)(nil)},
		{"_ConnBeginTx", (*_database_sql_driver_ConnBeginTx)(nil)},
		{"ConnPrepareContext", (*p0.ConnPrepareContext)(nil)},
		{"_ConnPrepareContext", (*_database_sql_driver_ConnPrepareContext)(nil)},
		{"Connector", (*p0.Connector)(nil)},
		{"_Connector", (*_database_sql_driver_Connector)(nil)},
		{"DefaultParameterConverter", &p0.DefaultParameterConverter},
		{"Driver", (*p0.Driver)(nil)},
		{"_Driver", (*_database_sql_driver_Driver)(nil)},
		{"DriverContext", (*p0.DriverContext)(nil)},
		{"_DriverContext", (*_database_sql_driver_DriverContext)(nil)},
		{"ErrBadConn", &p0.ErrBadConn},
		{"ErrRemoveArgument", &p0.ErrRemoveArgument},
		{"ErrSkip", &p0.ErrSkip},
		{"Execer", (*p0.Execer)(nil)},
		{"_Execer", (*_database_sql_driver_Execer)(nil)},
		{"ExecerContext", (*p0.ExecerContext)(nil)},
		{"_ExecerContext", (*_database_sql_driver_ExecerContext)(nil)},
		{"Int32", &p0.Int32},
		{"IsScanValue", p0.IsScanValue},
		{"IsValue", p0.IsValue},
		{"IsolationLevel", (*p0.IsolationLevel)(nil)},
		{"NamedValue", (*p0.NamedValue)(nil)},
		{"NamedValueChecker", (*p0.NamedValueChecker)(nil)},
		{"_NamedValueChecker", (*_database_sql_driver_NamedValueChecker)(nil)},
		{"NotNull", (*p0.NotNull)(nil)},
		{"Null", (*p0.Null)(nil)},
		{"Pinger", (*p0.Pinger)(nil)},
		{"_Pinger", (*_database_sql_driver_Pinger)(nil)},
		{"Queryer", (*p0.Queryer)(nil)},
		{"_Queryer", (*_database_sql_driver_Queryer)(nil)},
		{"QueryerContext", (*p0.QueryerContext)(nil)},
		{"_QueryerContext", (*_database_sql_driver_QueryerContext)(nil)},
		{"Result", (*p0.Result)(nil)},
		{"_Result", (*_database_sql_driver_Result)(nil)},
		{"ResultNoRows", &p0.ResultNoRows},
		{"Rows", (*p0.Rows)(nil)},
		{"_Rows", (*_database_sql_driver_Rows)(nil)},
		{"RowsAffected", (*p0.RowsAffected)(nil)},
		{"RowsColumnTypeDatabaseTypeName", (*p0.RowsColumnTypeDatabaseTypeName)(nil)},
		{"_RowsColumnTypeDatabaseTypeName", (*_database_sql_driver_RowsColumnTypeDatabaseTypeName)(nil)},
		{"RowsColumnTypeLength", (*p0.RowsColumnTypeLength)(nil)},
		{"_RowsColumnTypeLength", (*_database_sql_driver_RowsColumnTypeLength)(nil)},
		{"RowsColumnTypeNullable", (*p0.RowsColumnTypeNullable)(nil)},
		{"_RowsColumnTypeNullable", (*_database_sql_driver_RowsColumnTypeNullable)(nil)},
		{"RowsColumnTypePrecisionScale", (*p0.RowsColumnTypePrecisionScale)(nil)},
		{"_RowsColumnTypePrecisionScale", (*_database_sql_driver_RowsColumnTypePrecisionScale)(nil)},
		{"RowsColumnTypeScanType", (*p0.RowsColumnTypeScanType)(nil)},
		{"_RowsColumnTypeScanType", (*_database_sql_driver_RowsColumnTypeScanType)(nil)},
		{"RowsNextResultSet", (*p0.RowsNextResultSet)(nil)},
		{"_RowsNextResultSet", (*_database_sql_driver_RowsNextResultSet)(nil)},
		{"SessionResetter", (*p0.SessionResetter)(nil)},
		{"_SessionResetter", (*_database_sql_driver_SessionResetter)(nil)},
		{"Stmt", (*p0.Stmt)(nil)},
		{"_Stmt", (*_database_sql_driver_Stmt)(nil)},
		{"StmtExecContext", (*p0.StmtExecContext)(nil)},
		{"_StmtExecContext", (*_database_sql_driver_StmtExecContext)(nil)},
		{"StmtQueryContext", (*p0.StmtQueryContext)(nil)},
		{"_StmtQueryContext", (*_database_sql_driver_StmtQueryContext)(nil)},
		{"String", &p0.String},
		{"Tx", (*p0.Tx)(nil)},
		{"_Tx", (*_database_sql_driver_Tx)(nil)},
		{"TxOptions", (*p0.TxOptions)(nil)},
		{"Validator", (*p0.Validator)(nil)},
		{"_Validator", (*_database_sql_driver_Validator)(nil)},
		{"Value", (*p0.Value)(nil)},
		{"_Value", (*_database_sql_driver_Value)(nil)},
		{"ValueConverter", (*p0.ValueConverter)(nil)},
		{"_ValueConverter", (*_database_sql_driver_ValueConverter)(nil)},
		{"Valuer", (*p0.Valuer)(nil)},
		{"_Valuer", (*_database_sql_driver_Valuer)(nil)},
	}
}

// _database_sql_driver_ColumnConverter is an interface wrapper for ColumnConverter.
type _database_sql_driver_ColumnConverter struct {
	IValue           interface{}
	WColumnConverter func(a0 int) p0.ValueConverter
}

func (w _database_sql_driver_ColumnConverter) ColumnConverter(a0 int) p0.ValueConverter {
	return w.WColumnConverter(a0)
}

// _database_sql_driver_Conn is an interface wrapper for Conn.
type _database_sql_driver_Conn struct {
	IValue   interface{}
	WBegin   func() (p0.Tx, error)
	WClose   func() error
	WPrepare func(a0 string) (p0.Stmt, error)
}

func (w _database_sql_driver_Conn) Begin() (p0.Tx, error) {
	return w.WBegin()
}
func (w _database_sql_driver_Conn) Close() error {
	return w.WClose()
}
func (w _database_sql_driver_Conn) Prepare(a0 string) (p0.Stmt, error) {
	return w.WPrepare(a0)
}

// _database_sql_driver_ConnBeginTx is an interface wrapper for ConnBeginTx.
type _database_sql_driver_ConnBeginTx struct {
	IValue   interface{}
	WBeginTx func(a0 p1.Context, a1 p0.TxOptions) (p0.Tx, error)
}

func (w _database_sql_driver_ConnBeginTx) BeginTx(a0 p1.Context, a1 p0.TxOptions) (p0.Tx, error) {
	return w.WBeginTx(a0, a1)
}

// _database_sql_driver_ConnPrepareContext is an interface wrapper for ConnPrepareContext.
type _database_sql_driver_ConnPrepareContext struct {
	IValue          interface{}
	WPrepareContext func(a0 p1.Context, a1 string) (p0.Stmt, error)
}

func (w _database_sql_driver_ConnPrepareContext) PrepareContext(a0 p1.Context, a1 string) (p0.Stmt, error) {
	return w.WPrepareContext(a0, a1)
}

// _database_sql_driver_Connector is an interface wrapper for Connector.
type _database_sql_driver_Connector struct {
	IValue   interface{}
	WConnect func(a0 p1.Context) (p0.Conn, error)
	WDriver  func() p0.Driver
}

func (w _database_sql_driver_Connector) Connect(a0 p1.Context) (p0.Conn, error) {
	return w.WConnect(a0)
}
func (w _database_sql_driver_Connector) Driver() p0.Driver {
	return w.WDriver()
}

// _database_sql_driver_Driver is an interface wrapper for Driver.
type _database_sql_driver_Driver struct {
	IValue interface{}
	WOpen  func(a0 string) (p0.Conn, error)
}

func (w _database_sql_driver_Driver) Open(a0 string) (p0.Conn, error) {
	return w.WOpen(a0)
}

// _database_sql_driver_DriverContext is an interface wrapper for DriverContext.
type _database_sql_driver_DriverContext struct {
	IValue         interface{}
	WOpenConnector func(a0 string) (p0.Connector, error)
}

func (w _database_sql_driver_DriverContext) OpenConnector(a0 string) (p0.Connector, error) {
	return w.WOpenConnector(a0)
}

// _database_sql_driver_Execer is an interface wrapper for Execer.
type _database_sql_driver_Execer struct {
	IValue interface{}
	WExec  func(a0 string, a1 []p0.Value) (p0.Result, error)
}

func (w _database_sql_driver_Execer) Exec(a0 string, a1 []p0.Value) (p0.Result, error) {
	return w.WExec(a0, a1)
}

// _database_sql_driver_ExecerContext is an interface wrapper for ExecerContext.
type _database_sql_driver_ExecerContext struct {
	IValue       interface{}
	WExecContext func(a0 p1.Context, a1 string, a2 []p0.NamedValue) (p0.Result, error)
}

func (w _database_sql_driver_ExecerContext) ExecContext(a0 p1.Context, a1 string, a2 []p0.NamedValue) (p0.Result, error) {
	return w.WExecContext(a0, a1, a2)
}

// _database_sql_driver_NamedValueChecker is an interface wrapper for NamedValueChecker.
type _database_sql_driver_NamedValueChecker struct {
	IValue           interface{}
	WCheckNamedValue func(a0 *p0.NamedValue) error
}

func (w _database_sql_driver_NamedValueChecker) CheckNamedValue(a0 *p0.NamedValue) error {
	return w.WCheckNamedValue(a0)
}

// _database_sql_driver_Pinger is an interface wrapper for Pinger.
type _database_sql_driver_Pinger struct {
	IValue interface{}
	WPing  func(a0 p1.Context) error
}

func (w _database_sql_driver_Pinger) Ping(a0 p1.Context) error {
	return w.WPing(a0)
}

// _database_sql_driver_Queryer is an interface wrapper for Queryer.
type _database_sql_driver_Queryer struct {
	IValue interface{}
	WQuery func(a0 string, a1 []p0.Value) (p0.Rows, error)
}

func (w _database_sql_driver_Queryer) Query(a0 string, a1 []p0.Value) (p0.Rows, error) {
	return w.WQuery(a0, a1)
}

// _database_sql_driver_QueryerContext is an interface wrapper for QueryerContext.
type _database_sql_driver_QueryerContext struct {
	IValue        interface{}
	WQueryContext func(a0 p1.Context, a1 string, a2 []p0.NamedValue) (p0.Rows, error)
}

func (w _database_sql_driver_QueryerContext) QueryContext(a0 p1.Context, a1 string, a2 []p0.NamedValue) (p0.Rows, error) {
	return w.WQueryContext(a0, a1, a2)
}

// _database_sql_driver_Result is an interface wrapper for Result.
type _database_sql_driver_Result struct {
	IValue        interface{}
	WLastInsertId func() (int64, error)
	WRowsAffected func() (int64, error)
}

func (w _database_sql_driver_Result) LastInsertId() (int64, error) {
	return w.WLastInsertId()
}
func (w _database_sql_driver_Result) RowsAffected() (int64, error) {
	return w.WRowsAffected()
}

// _database_sql_driver_Rows is an interface wrapper for Rows.
type _database_sql_driver_Rows struct {
	IValue   interface{}
	WClose   func() error
	WColumns func() []string
	WNext    func(a0 []p0.Value) error
}

func (w _database_sql_driver_Rows) Close() error {
	return w.WClose()
}
func (w _database_sql_driver_Rows) Columns() []string {
	return w.WColumns()
}
func (w _database_sql_driver_Rows) Next(a0 []p0.Value) error {
	return w.WNext(a0)
}

// _database_sql_driver_RowsColumnTypeDatabaseTypeName is an interface wrapper for RowsColumnTypeDatabaseTypeName.
type _database_sql_driver_RowsColumnTypeDatabaseTypeName struct {
	IValue                      interface{}
	WClose                      func() error
	WColumnTypeDatabaseTypeName func(a0 int) string
	WColumns                    func() []string
	WNext                       func(a0 []p0.Value) error
}

func (w _database_sql_driver_RowsColumnTypeDatabaseTypeName) Close() error {
	return w.WClose()
}
func (w _database_sql_driver_RowsColumnTypeDatabaseTypeName) ColumnTypeDatabaseTypeName(a0 int) string {
	return w.WColumnTypeDatabaseTypeName(a0)
}
func (w _database_sql_driver_RowsColumnTypeDatabaseTypeName) Columns() []string {
	return w.WColumns()
}
func (w _database_sql_driver_RowsColumnTypeDatabaseTypeName) Next(a0 []p0.Value) error {
	return w.WNext(a0)
}

// _database_sql_driver_RowsColumnTypeLength is an interface wrapper for RowsColumnTypeLength.
type _database_sql_driver_RowsColumnTypeLength struct {
	IValue            interface{}
	WClose            func() error
	WColumnTypeLength func(a0 int) (int64, bool)
	WColumns          func() []string
	WNext             func(a0 []p0.Value) error
}

func (w _database_sql_driver_RowsColumnTypeLength) Close() error {
	return w.WClose()
}
func (w _database_sql_driver_RowsColumnTypeLength) ColumnTypeLength(a0 int) (int64, bool) {
	return w.WColumnTypeLength(a0)
}
func (w _database_sql_driver_RowsColumnTypeLength) Columns() []string {
	return w.WColumns()
}
func (w _database_sql_driver_RowsColumnTypeLength) Next(a0 []p0.Value) error {
	return w.WNext(a0)
}

// _database_sql_driver_RowsColumnTypeNullable is an interface wrapper for RowsColumnTypeNullable.
type _database_sql_driver_RowsColumnTypeNullable struct {
	IValue              interface{}
	WClose              func() error
	WColumnTypeNullable func(a0 int) (bool, bool)
	WColumns            func() []string
	WNext               func(a0 []p0.Value) error
}

func (w _database_sql_driver_RowsColumnTypeNullable) Close() error {
	return w.WClose()
}
func (w _database_sql_driver_RowsColumnTypeNullable) ColumnTypeNullable(a0 int) (bool, bool) {
	return w.WColumnTypeNullable(a0)
}
func (w _database_sql_driver_RowsColumnTypeNullable) Columns() []string {
	return w.WColumns()
}
func (w _database_sql_driver_RowsColumnTypeNullable) Next(a0 []p0.Value) error {
	return w.WNext(a0)
}

// _database_sql_driver_RowsColumnTypePrecisionScale is an interface wrapper for RowsColumnTypePrecisionScale.
type _database_sql_driver_RowsColumnTypePrecisionScale struct {
	IValue                    interface{}
	WClose                    func() error
	WColumnTypePrecisionScale func(a0 int) (int64, int64, bool)
	WColumns                  func() []string
	WNext                     func(a0 []p0.Value) error
}

func (w _database_sql_driver_RowsColumnTypePrecisionScale) Close() error {
	return w.WClose()
}
func (w _database_sql_driver_RowsColumnTypePrecisionScale) ColumnTypePrecisionScale(a0 int) (int64, int64, bool) {
	return w.WColumnTypePrecisionScale(a0)
}
func (w _database_sql_driver_RowsColumnTypePrecisionScale) Columns() []string {
	return w.WColumns()
}
func (w _database_sql_driver_RowsColumnTypePrecisionScale) Next(a0 []p0.Value) error {
	return w.WNext(a0)
}

// _database_sql_driver_RowsColumnTypeScanType is an interface wrapper for RowsColumnTypeScanType.
type _database_sql_driver_RowsColumnTypeScanType struct {
	IValue              interface{}
	WClose              func() error
	WColumnTypeScanType func(a0 int) p2.Type
	WColumns            func() []string
	WNext               func(a0 []p0.Value) error
}

func (w _database_sql_driver_RowsColumnTypeScanType) Close() error {
	return w.WClose()
}
func (w _database_sql_driver_RowsColumnTypeScanType) ColumnTypeScanType(a0 int) p2.Type {
	return w.WColumnTypeScanType(a0)
}
func (w _database_sql_driver_RowsColumnTypeScanType) Columns() []string {
	return w.WColumns()
}
func (w _database_sql_driver_RowsColumnTypeScanType) Next(a0 []p0.Value) error {
	return w.WNext(a0)
}

// _database_sql_driver_RowsNextResultSet is an interface wrapper for RowsNextResultSet.
type _database_sql_driver_RowsNextResultSet struct {
	IValue            interface{}
	WClose            func() error
	WColumns          func() []string
	WHasNextResultSet func() bool
	WNext             func(a0 []p0.Value) error
	WNextResultSet    func() error
}

func (w _database_sql_driver_RowsNextResultSet) Close() error {
	return w.WClose()
}
func (w _database_sql_driver_RowsNextResultSet) Columns() []string {
	return w.WColumns()
}
func (w _database_sql_driver_RowsNextResultSet) HasNextResultSet() bool {
	return w.WHasNextResultSet()
}
func (w _database_sql_driver_RowsNextResultSet) Next(a0 []p0.Value) error {
	return w.WNext(a0)
}
func (w _database_sql_driver_RowsNextResultSet) NextResultSet() error {
	return w.WNextResultSet()
}

// _database_sql_driver_SessionResetter is an interface wrapper for SessionResetter.
type _database_sql_driver_SessionResetter struct {
	IValue        interface{}
	WResetSession func(a0 p1.Context) error
}

func (w _database_sql_driver_SessionResetter) ResetSession(a0 p1.Context) error {
	return w.WResetSession(a0)
}

// _database_sql_driver_Stmt is an interface wrapper for Stmt.
type _database_sql_driver_Stmt struct {
	IValue    interface{}
	WClose    func() error
	WExec     func(a0 []p0.Value) (p0.Result, error)
	WNumInput func() int
	WQuery    func(a0 []p0.Value) (p0.Rows, error)
}

func (w _database_sql_driver_Stmt) Close() error {
	return w.WClose()
}
func (w _database_sql_driver_Stmt) Exec(a0 []p0.Value) (p0.Result, error) {
	return w.WExec(a0)
}
func (w _database_sql_driver_Stmt) NumInput() int {
	return w.WNumInput()
}
func (w _database_sql_driver_Stmt) Query(a0 []p0.Value) (p0.Rows, error) {
	return w.WQuery(a0)
}

// _database_sql_driver_StmtExecContext is an interface wrapper for StmtExecContext.
type _database_sql_driver_StmtExecContext struct {
	IValue       interface{}
	WExecContext func(a0 p1.Context, a1 []p0.NamedValue) (p0.Result, error)
}

func (w _database_sql_driver_StmtExecContext) ExecContext(a0 p1.Context, a1 []p0.NamedValue) (p0.Result, error) {
	return w.WExecContext(a0, a1)
}

// _database_sql_driver_StmtQueryContext is an interface wrapper for StmtQueryContext.
type _database_sql_driver_StmtQueryContext struct {
	IValue        interface{}
	WQueryContext func(a0 p1.Context, a1 []p0.NamedValue) (p0.Rows, error)
}

func (w _database_sql_driver_StmtQueryContext) QueryContext(a0 p1.Context, a1 []p0.NamedValue) (p0.Rows, error) {
	return w.WQueryContext(a0, a1)
}

// _database_sql_driver_Tx is an interface wrapper for Tx.
type _database_sql_driver_Tx struct {
	IValue    interface{}
	WCommit   func() error
	WRollback func() error
}

func (w _database_sql_driver_Tx) Commit() error {
	return w.WCommit()
}
func (w _database_sql_driver_Tx) Rollback() error {
	return w.WRollback()
}

// _database_sql_driver_Validator is an interface wrapper for Validator.
type _database_sql_driver_Validator struct {
	IValue   interface{}
	WIsValid func() bool
}

func (w _database_sql_driver_Validator) IsValid() bool {
	return w.WIsValid()
}

// _database_sql_driver_Value is an interface wrapper for Value.
type _database_sql_driver_Value struct {
	IValue interface{}
}

// _database_sql_driver_ValueConverter is an interface wrapper for ValueConverter.
type _database_sql_driver_ValueConverter struct {
	IValue        interface{}
	WConvertValue func(a0 any) (p0.Value, error)
}

func (w _database_sql_driver_ValueConverter) ConvertValue(a0 any) (p0.Value, error) {
	return w.WConvertValue(a0)
}

// _database_sql_driver_Valuer is an interface wrapper for Valuer.
type _database_sql_driver_Valuer struct {
	IValue interface{}
	WValue func() (p0.Value, error)
}

func (w _database_sql_driver_Valuer) Value() (p0.Value, error) {
	return w.WValue()
}
