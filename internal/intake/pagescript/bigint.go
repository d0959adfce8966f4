package pagescript

import (
	"math/big"
	"reflect"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	jstoken "github.com/dop251/goja/token"
)

// A bigIntUse is what a program does with BigInt that could take all memory
// within a single instruction, during which the engine cannot be stopped: a
// shift, or a power. Numbers are not concerned, and which of the two an
// operand is, is not known before the code runs.
type bigIntUse struct {
	hasLiteral bool     // there is a literal such as 1n
	grows      file.Idx // the first shift or power by more than a small literal; 0 for none
}

func bigIntUseOf(program *ast.Program) bigIntUse {
	var use bigIntUse
	walk(reflect.ValueOf(program), func(node any) {
		switch node := node.(type) {
		case *ast.NumberLiteral:
			_, isBig := node.Value.(*big.Int)
			use.hasLiteral = use.hasLiteral || isBig
		case *ast.BinaryExpression:
			use.note(node.Operator, node.Left, node.Right)
		case *ast.AssignExpression:
			use.note(node.Operator, node.Left, node.Right)
		}
	})
	return use
}

func (use *bigIntUse) note(operator jstoken.Token, left, right ast.Expression) {
	most := int64(0)
	switch operator {
	default:
		return
	case jstoken.EXPONENT, jstoken.EXPONENT_ASSIGN:
		most = 2 // as multiplying does
		if _, isLiteral := left.(*ast.NumberLiteral); isLiteral {
			most = 1000
		}
	case jstoken.SHIFT_LEFT, jstoken.SHIFT_LEFT_ASSIGN, jstoken.SHIFT_RIGHT, jstoken.SHIFT_RIGHT_ASSIGN:
		most = 1000
	}
	if use.grows == 0 && !isLiteralUpTo(right, most) {
		use.grows = left.Idx0()
	}
}

func isLiteralUpTo(operand ast.Expression, most int64) bool {
	literal, isLiteral := operand.(*ast.NumberLiteral)
	if !isLiteral {
		return false
	}
	switch value := literal.Value.(type) {
	case int64:
		return value <= most
	case *big.Int:
		return value.IsInt64() && value.Int64() <= most
	}
	return false
}

// walk calls visit for each node of a program. A function's list of its
// declarations holds nodes that its body has, too, and is left out.
func walk(value reflect.Value, visit func(node any)) {
	switch value.Kind() {
	case reflect.Interface:
		walk(value.Elem(), visit)
	case reflect.Pointer:
		if !value.IsNil() {
			visit(value.Interface())
			walk(value.Elem(), visit)
		}
	case reflect.Slice:
		for i := range value.Len() {
			walk(value.Index(i), visit)
		}
	case reflect.Struct:
		for i := range value.NumField() {
			field := value.Type().Field(i)
			if field.IsExported() && field.Name != "DeclarationList" {
				walk(value.Field(i), visit)
			}
		}
	}
}
