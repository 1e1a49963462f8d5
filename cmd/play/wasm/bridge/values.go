//go:build js && wasm

package bridge

import (
	"fmt"
	"reflect"
	"strings"
	"syscall/js"
)

var (
	objects = js.Global().Get("Object")
	arrays  = js.Global().Get("Array")
	bytes   = js.Global().Get("Uint8Array")
)

// toJS returns v as a value of JavaScript: a struct as an object, whose keys
// are the fields' names with small letters at their beginning, a slice as an
// array, bytes as a Uint8Array, and a nil pointer as null.
func toJS(v reflect.Value) js.Value {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return js.Null()
		}
		return toJS(v.Elem())
	case reflect.Struct:
		object := objects.New()
		for i := range v.NumField() {
			object.Set(key(v.Type().Field(i)), toJS(v.Field(i)))
		}
		return object
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			array := bytes.New(v.Len())
			js.CopyBytesToJS(array, v.Bytes())
			return array
		}
		array := arrays.New(v.Len())
		for i := range v.Len() {
			array.SetIndex(i, toJS(v.Index(i)))
		}
		return array
	case reflect.Bool:
		return js.ValueOf(v.Bool())
	case reflect.String:
		return js.ValueOf(v.String())
	case reflect.Int:
		return js.ValueOf(v.Int())
	case reflect.Float64:
		return js.ValueOf(v.Float())
	}
	panic(fmt.Sprintf("bridge: toJS: %s", v.Type()))
}

// fromJS sets v to a value of JavaScript. A field that the object lacks keeps its
// value.
func fromJS(v reflect.Value, from js.Value) {
	if from.IsUndefined() || from.IsNull() {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fromJS(v.Elem(), from)
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.Anonymous {
				fromJS(v.Field(i), from)
			} else {
				fromJS(v.Field(i), from.Get(key(field)))
			}
		}
	case reflect.Map: // of strings to numbers
		v.Set(reflect.MakeMap(v.Type()))
		keys := objects.Call("keys", from)
		for i := range keys.Length() {
			name := keys.Index(i).String()
			v.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(from.Get(name).Float()))
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes(make([]byte, from.Length()))
			js.CopyBytesToGo(v.Bytes(), from)
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), from.Length(), from.Length()))
		for i := range from.Length() {
			fromJS(v.Index(i), from.Index(i))
		}
	case reflect.Bool:
		v.SetBool(from.Bool())
	case reflect.String:
		v.SetString(from.String())
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(from.Float()))
	case reflect.Float64:
		v.SetFloat(from.Float())
	default:
		panic(fmt.Sprintf("bridge: fromJS: %s", v.Type()))
	}
}

// key returns the name that a field has in JavaScript.
func key(f reflect.StructField) string {
	if strings.ToUpper(f.Name) == f.Name { // SVG
		return strings.ToLower(f.Name)
	}
	return strings.ToLower(f.Name[:1]) + f.Name[1:]
}
